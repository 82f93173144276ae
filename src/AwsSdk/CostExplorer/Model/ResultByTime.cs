namespace Amazon.CostExplorer.Model;

/// <summary>The result that's associated with a time period.</summary>
public class ResultByTime
{
    /// <summary>Determines whether the result is estimated.</summary>
    public bool? Estimated { get; set; }

    /// <summary>The groups that this time period includes.</summary>
    public List<Group>? Groups { get; set; }

    /// <summary>The time period that the result covers.</summary>
    public DateInterval? TimePeriod { get; set; }

    /// <summary>The total amount of cost or usage accrued during the time period.</summary>
    public Dictionary<string, MetricValue>? Total { get; set; }
}
