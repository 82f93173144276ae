namespace Amazon.EventBridge.Model;

/// <summary>Describes the specified rule.</summary>
public class DescribeRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The name of the rule; required.</summary>
    public string? Name { get; set; }
}
