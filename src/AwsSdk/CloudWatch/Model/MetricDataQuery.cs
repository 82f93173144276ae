namespace Amazon.CloudWatch.Model;

/// <summary>This structure is used in both GetMetricData and PutMetricAlarm.</summary>
public class MetricDataQuery
{
    /// <summary>This field can contain either a Metrics Insights query, or a metric math expression to be performed on the returned data.</summary>
    public string? Expression { get; set; }

    /// <summary>A short name used to tie this object to the results in the response; required.</summary>
    public string? Id { get; set; }

    /// <summary>A human-readable label for this metric or expression.</summary>
    public string? Label { get; set; }

    /// <summary>The metric to be returned, along with statistics, period, and units.</summary>
    public MetricStat? MetricStat { get; set; }

    /// <summary>The granularity, in seconds, of the returned data points.</summary>
    public int? Period { get; set; }

    /// <summary>When used in GetMetricData, this option indicates whether to return the timestamps and raw data values of this metric.</summary>
    public bool? ReturnData { get; set; }
}
