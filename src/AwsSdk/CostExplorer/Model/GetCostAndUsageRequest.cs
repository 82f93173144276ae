namespace Amazon.CostExplorer.Model;

/// <summary>Retrieves cost and usage metrics for your account.</summary>
public class GetCostAndUsageRequest : AmazonCostExplorerRequest
{
    /// <summary>Filters Amazon Web Services costs by different dimensions.</summary>
    public Expression? Filter { get; set; }

    /// <summary>Sets the Amazon Web Services cost granularity to MONTHLY or DAILY, or HOURLY; required.</summary>
    public Granularity? Granularity { get; set; }

    /// <summary>You can group Amazon Web Services costs using up to two different groups, either dimensions, tag keys, cost categories, or any two group by types.</summary>
    public List<GroupDefinition>? GroupBy { get; set; }

    /// <summary>Which metrics are returned in the query; required.</summary>
    public List<string>? Metrics { get; set; }

    /// <summary>The token to retrieve the next set of results.</summary>
    public string? NextPageToken { get; set; }

    /// <summary>Sets the start date and end date for retrieving Amazon Web Services costs; required.</summary>
    public DateInterval? TimePeriod { get; set; }
}
