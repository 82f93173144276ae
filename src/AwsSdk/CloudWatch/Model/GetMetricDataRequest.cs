namespace Amazon.CloudWatch.Model;

/// <summary>You can use the GetMetricData API to retrieve CloudWatch metric values.</summary>
public class GetMetricDataRequest : AmazonCloudWatchRequest
{
    /// <summary>The time stamp indicating the latest data to be returned; required.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The maximum number of data points the request should return before paginating.</summary>
    public int? MaxDatapoints { get; set; }

    /// <summary>The metric queries to be returned; required.</summary>
    public List<MetricDataQuery>? MetricDataQueries { get; set; }

    /// <summary>Include this value, if it was returned by the previous GetMetricData operation, to get the next set of data points.</summary>
    public string? NextToken { get; set; }

    /// <summary>The order in which data points should be returned.</summary>
    public ScanBy? ScanBy { get; set; }

    /// <summary>The time stamp indicating the earliest data to be returned; required.</summary>
    public DateTime? StartTime { get; set; }
}
