namespace Amazon.Scheduler.Model;

/// <summary>Retrieves the specified schedule group.</summary>
public class GetScheduleGroupRequest : AmazonSchedulerRequest
{
    /// <summary>The name of the schedule group to retrieve; required.</summary>
    public string? Name { get; set; }
}
