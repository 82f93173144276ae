namespace Amazon.EventBridge.Model;

/// <summary>Adds the specified targets to the specified rule, or updates the targets if they are already associated with the rule.</summary>
public class PutTargetsRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The name of the rule; required.</summary>
    public string? Rule { get; set; }

    /// <summary>The targets to update or add to the rule; required.</summary>
    public List<Target>? Targets { get; set; }
}
