namespace Amazon.CostExplorer.Model;

/// <summary>One level of grouped data in the results.</summary>
public class Group
{
    /// <summary>The keys that are included in this group.</summary>
    public List<string>? Keys { get; set; }

    /// <summary>The metrics that are included in this group.</summary>
    public Dictionary<string, MetricValue>? Metrics { get; set; }
}
