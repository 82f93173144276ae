namespace Amazon.Scheduler.Model;

/// <summary>The details of a schedule.</summary>
public class ScheduleSummary
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule.</summary>
    public string? Arn { get; set; }

    /// <summary>The time at which the schedule was created.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The name of the schedule group associated with this schedule.</summary>
    public string? GroupName { get; set; }

    /// <summary>The time at which the schedule was last modified.</summary>
    public DateTime? LastModificationDate { get; set; }

    /// <summary>The name of the schedule.</summary>
    public string? Name { get; set; }

    /// <summary>Specifies whether the schedule is enabled or disabled.</summary>
    public ScheduleState? State { get; set; }

    /// <summary>The schedule's target details.</summary>
    public TargetSummary? Target { get; set; }
}
