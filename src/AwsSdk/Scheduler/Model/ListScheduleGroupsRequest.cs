namespace Amazon.Scheduler.Model;

/// <summary>Returns a paginated list of your schedule groups.</summary>
public class ListScheduleGroupsRequest : AmazonSchedulerRequest
{
    /// <summary>If specified, limits the number of results returned by this operation.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The name prefix that you can use to return a filtered list of your schedule groups.</summary>
    public string? NamePrefix { get; set; }

    /// <summary>The token returned by a previous call to retrieve the next set of results.</summary>
    public string? NextToken { get; set; }
}
