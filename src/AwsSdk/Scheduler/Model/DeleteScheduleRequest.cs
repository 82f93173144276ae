namespace Amazon.Scheduler.Model;

/// <summary>Deletes the specified schedule.</summary>
public class DeleteScheduleRequest : AmazonSchedulerRequest
{
    /// <summary>Unique, case-sensitive identifier you provide to ensure the idempotency of the request.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The name of the schedule group associated with this schedule.</summary>
    public string? GroupName { get; set; }

    /// <summary>The name of the schedule to delete; required.</summary>
    public string? Name { get; set; }
}
