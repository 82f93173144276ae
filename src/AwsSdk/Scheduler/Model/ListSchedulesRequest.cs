namespace Amazon.Scheduler.Model;

/// <summary>Returns a paginated list of your EventBridge Scheduler schedules.</summary>
public class ListSchedulesRequest : AmazonSchedulerRequest
{
    /// <summary>If specified, only lists the schedules whose associated schedule group matches the given filter.</summary>
    public string? GroupName { get; set; }

    /// <summary>If specified, limits the number of results returned by this operation.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Schedule name prefix to return the filtered list of resources.</summary>
    public string? NamePrefix { get; set; }

    /// <summary>The token returned by a previous call to retrieve the next set of results.</summary>
    public string? NextToken { get; set; }

    /// <summary>If specified, only lists the schedules whose current state matches the given filter.</summary>
    public ScheduleState? State { get; set; }
}
