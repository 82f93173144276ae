using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The answer of <c>GetMetricData</c>.</summary>
public class GetMetricDataResponse : AmazonWebServiceResponse
{
    /// <summary>Contains a message about this GetMetricData operation, if the operation results in such a message.</summary>
    public List<MessageData>? Messages { get; set; }

    /// <summary>The metrics that are returned, including the metric name, namespace, and dimensions.</summary>
    public List<MetricDataResult>? MetricDataResults { get; set; }

    /// <summary>A token that marks the next batch of returned results.</summary>
    public string? NextToken { get; set; }
}
