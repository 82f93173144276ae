using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The answer of <c>TagResource</c>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;
