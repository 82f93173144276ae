using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>DeleteRule</c>.</summary>
public class DeleteRuleResponse : AmazonWebServiceResponse;
