using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The answer of <c>DeleteAlarms</c>.</summary>
public class DeleteAlarmsResponse : AmazonWebServiceResponse;
