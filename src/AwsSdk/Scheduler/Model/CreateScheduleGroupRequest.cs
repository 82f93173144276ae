namespace Amazon.Scheduler.Model;

/// <summary>Creates the specified schedule group.</summary>
public class CreateScheduleGroupRequest : AmazonSchedulerRequest
{
    /// <summary>Unique, case-sensitive identifier you provide to ensure the idempotency of the request.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The name of the schedule group that you are creating; required.</summary>
    public string? Name { get; set; }

    /// <summary>The list of tags to associate with the schedule group.</summary>
    public List<Tag>? Tags { get; set; }
}
