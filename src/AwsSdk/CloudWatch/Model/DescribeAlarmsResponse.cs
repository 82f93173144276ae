using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The answer of <c>DescribeAlarms</c>.</summary>
public class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    /// <summary>The information about any metric alarms returned by the operation.</summary>
    public List<MetricAlarm>? MetricAlarms { get; set; }

    /// <summary>The token that marks the start of the next batch of returned results.</summary>
    public string? NextToken { get; set; }
}
