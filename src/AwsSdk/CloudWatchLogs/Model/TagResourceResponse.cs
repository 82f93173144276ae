using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>TagResource</c>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;
