namespace Amazon.EventBridge.Model;

/// <summary>Targets are the resources to be invoked when a rule is triggered.</summary>
public class Target
{
    /// <summary>The Amazon Resource Name (ARN) of the target; required.</summary>
    public string? Arn { get; set; }

    /// <summary>The DeadLetterConfig that defines the target queue to send dead-letter queue events to.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>Contains the Amazon ECS task definition and task count to be used, if the event target is an Amazon ECS task.</summary>
    public EcsParameters? EcsParameters { get; set; }

    /// <summary>The ID of the target within the specified rule; required.</summary>
    public string? Id { get; set; }

    /// <summary>Valid JSON text passed to the target.</summary>
    public string? Input { get; set; }

    /// <summary>The value of the JSONPath that is used for extracting part of the matched event when passing it to the target.</summary>
    public string? InputPath { get; set; }

    /// <summary>Settings to enable you to provide custom input to a target based on certain event data.</summary>
    public InputTransformer? InputTransformer { get; set; }

    /// <summary>The RetryPolicy object that contains the retry policy configuration to use for the dead-letter queue.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role to be used for this target when the rule is triggered.</summary>
    public string? RoleArn { get; set; }
}
