namespace Amazon.Scheduler.Model;

/// <summary>Retrieves the specified schedule.</summary>
public class GetScheduleRequest : AmazonSchedulerRequest
{
    /// <summary>The name of the schedule group associated with this schedule.</summary>
    public string? GroupName { get; set; }

    /// <summary>The name of the schedule to retrieve; required.</summary>
    public string? Name { get; set; }
}
