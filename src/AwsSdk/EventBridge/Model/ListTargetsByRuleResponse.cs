using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>ListTargetsByRule</c>.</summary>
public class ListTargetsByRuleResponse : AmazonWebServiceResponse
{
    /// <summary>Indicates whether there are additional results to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The targets assigned to the rule.</summary>
    public List<Target>? Targets { get; set; }
}
