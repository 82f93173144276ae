namespace Amazon.CostExplorer.Model;

/// <summary>The aggregated value for a metric.</summary>
public class MetricValue
{
    /// <summary>The actual number that represents the metric.</summary>
    public string? Amount { get; set; }

    /// <summary>The unit that the metric is given in.</summary>
    public string? Unit { get; set; }
}
