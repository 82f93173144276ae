using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>PutRetentionPolicy</c>.</summary>
public class PutRetentionPolicyResponse : AmazonWebServiceResponse;
