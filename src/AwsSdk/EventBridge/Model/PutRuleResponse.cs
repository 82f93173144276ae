using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>PutRule</c>.</summary>
public class PutRuleResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the rule.</summary>
    public string? RuleArn { get; set; }
}
