using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>TagResource</c>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;
