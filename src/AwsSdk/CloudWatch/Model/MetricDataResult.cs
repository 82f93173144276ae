namespace Amazon.CloudWatch.Model;

/// <summary>A GetMetricData call returns an array of MetricDataResult structures.</summary>
public class MetricDataResult
{
    /// <summary>The short name you specified to represent this metric.</summary>
    public string? Id { get; set; }

    /// <summary>The human-readable label associated with the data.</summary>
    public string? Label { get; set; }

    /// <summary>A list of messages with additional information about the data returned.</summary>
    public List<MessageData>? Messages { get; set; }

    /// <summary>The status of the returned data.</summary>
    public StatusCode? StatusCode { get; set; }

    /// <summary>The timestamps for the data points, formatted in Unix timestamp format.</summary>
    public List<DateTime>? Timestamps { get; set; }

    /// <summary>The data points for the metric corresponding to Timestamps.</summary>
    public List<double>? Values { get; set; }
}
