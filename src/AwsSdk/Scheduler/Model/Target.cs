namespace Amazon.Scheduler.Model;

/// <summary>The schedule's target.</summary>
public class Target
{
    /// <summary>The Amazon Resource Name (ARN) of the target; required.</summary>
    public string? Arn { get; set; }

    /// <summary>Dead letter config.</summary>
    public DeadLetterConfig? DeadLetterConfig { get; set; }

    /// <summary>The templated target type for the Amazon ECS RunTask API operation.</summary>
    public EcsParameters? EcsParameters { get; set; }

    /// <summary>The text, or well-formed JSON, passed to the target.</summary>
    public string? Input { get; set; }

    /// <summary>Retry policy.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role that EventBridge Scheduler will use for this target when the schedule is invoked; required.</summary>
    public string? RoleArn { get; set; }
}
