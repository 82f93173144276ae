namespace Amazon.EventBridge.Model;

/// <summary>Contains information about a rule in Amazon EventBridge.</summary>
public class Rule
{
    /// <summary>The Amazon Resource Name (ARN) of the rule.</summary>
    public string? Arn { get; set; }

    /// <summary>The description of the rule.</summary>
    public string? Description { get; set; }

    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The event pattern of the rule.</summary>
    public string? EventPattern { get; set; }

    /// <summary>Managed by.</summary>
    public string? ManagedBy { get; set; }

    /// <summary>The name of the rule.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the role that is used for target invocation.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The scheduling expression.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>The state of the rule.</summary>
    public RuleState? State { get; set; }
}
