namespace Amazon.EventBridge.Model;

/// <summary>Deletes the specified rule.</summary>
public class DeleteRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>Force.</summary>
    public bool? Force { get; set; }

    /// <summary>The name of the rule; required.</summary>
    public string? Name { get; set; }
}
