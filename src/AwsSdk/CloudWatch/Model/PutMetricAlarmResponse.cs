using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The answer of <c>PutMetricAlarm</c>.</summary>
public class PutMetricAlarmResponse : AmazonWebServiceResponse;
