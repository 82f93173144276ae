namespace Amazon.Scheduler.Model;

/// <summary>Deletes the specified schedule group.</summary>
public class DeleteScheduleGroupRequest : AmazonSchedulerRequest
{
    /// <summary>Unique, case-sensitive identifier you provide to ensure the idempotency of the request.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The name of the schedule group to delete; required.</summary>
    public string? Name { get; set; }
}
