namespace Amazon.EventBridge.Model;

/// <summary>Removes the specified targets from the specified rule.</summary>
public class RemoveTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>Force.</summary>
    public bool? Force { get; set; }

    /// <summary>The IDs of the targets to remove from the rule; required.</summary>
    public List<string>? Ids { get; set; }

    /// <summary>The name of the rule; required.</summary>
    public string? Rule { get; set; }
}
