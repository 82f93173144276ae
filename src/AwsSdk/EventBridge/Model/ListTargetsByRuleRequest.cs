namespace Amazon.EventBridge.Model;

/// <summary>Lists the targets assigned to the specified rule.</summary>
public class ListTargetsByRuleRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus associated with the rule.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The maximum number of results to return.</summary>
    public int? Limit { get; set; }

    /// <summary>The token returned by a previous call to retrieve the next set of results.</summary>
    public string? NextToken { get; set; }

    /// <summary>The name of the rule; required.</summary>
    public string? Rule { get; set; }
}
