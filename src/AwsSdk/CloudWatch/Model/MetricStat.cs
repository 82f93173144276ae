namespace Amazon.CloudWatch.Model;

/// <summary>This structure defines the metric to be returned, along with the statistics, period, and units.</summary>
public class MetricStat
{
    /// <summary>The metric to return, including the metric name, namespace, and dimensions; required.</summary>
    public Metric? Metric { get; set; }

    /// <summary>The granularity, in seconds, of the returned data points; required.</summary>
    public int? Period { get; set; }

    /// <summary>The statistic to return; required.</summary>
    public string? Stat { get; set; }

    /// <summary>When you are using a Put operation, this defines what unit you want to use when storing the metric.</summary>
    public StandardUnit? Unit { get; set; }
}
