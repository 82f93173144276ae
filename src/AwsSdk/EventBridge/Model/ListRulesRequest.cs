namespace Amazon.EventBridge.Model;

/// <summary>Lists your Amazon EventBridge rules.</summary>
public class ListRulesRequest : AmazonEventBridgeRequest
{
    /// <summary>The name or ARN of the event bus to list the rules for.</summary>
    public string? EventBusName { get; set; }

    /// <summary>The maximum number of results to return.</summary>
    public int? Limit { get; set; }

    /// <summary>The prefix matching the rule name.</summary>
    public string? NamePrefix { get; set; }

    /// <summary>The token returned by a previous call to retrieve the next set of results.</summary>
    public string? NextToken { get; set; }
}
