using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>ListRules</c>.</summary>
public class ListRulesResponse : AmazonWebServiceResponse
{
    /// <summary>Indicates whether there are additional results to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The rules that match the specified criteria.</summary>
    public List<Rule>? Rules { get; set; }
}
