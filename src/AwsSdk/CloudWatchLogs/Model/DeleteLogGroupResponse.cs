using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>DeleteLogGroup</c>.</summary>
public class DeleteLogGroupResponse : AmazonWebServiceResponse;
