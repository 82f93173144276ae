using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>CreateLogGroup</c>.</summary>
public class CreateLogGroupResponse : AmazonWebServiceResponse;
