namespace Amazon.EventBridge.Model;

/// <summary>Creates or updates the specified rule.</summary>
public class PutRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>A description of the rule.</summary>
    public string? Description { get; set; }

    /// <summary>The name or ARN of the event bus to associate with this rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The event pattern.</summary>
    public string? EventPattern { get; set; }

    /// <summary>The name of the rule that you are creating or updating; required.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role associated with the rule.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The scheduling expression.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>Indicates whether the rule is enabled or disabled.</summary>
    public RuleState? State { get; set; }

    /// <summary>The list of key-value pairs to associate with the rule.</summary>
    public List<Tag>? Tags { get; set; }
}
