using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>DescribeRule</c>.</summary>
public class DescribeRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the rule.</summary>
    public string? Arn { get; set; }

    /// <summary>The account ID of the user that created the rule.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>The description of the rule.</summary>
    public string? Description { get; set; }

    /// <summary>The name of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The event pattern.</summary>
    public string? EventPattern { get; set; }

    /// <summary>Managed by.</summary>
    public string? ManagedBy { get; set; }

    /// <summary>The name of the rule.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role associated with the rule.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The scheduling expression.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>Specifies whether the rule is enabled or disabled.</summary>
    public RuleState? State { get; set; }
}
