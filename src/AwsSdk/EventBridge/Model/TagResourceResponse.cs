using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>TagResource</c>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;
