namespace Amazon.Scheduler.Model;

/// <summary>Allows you to configure a time window during which EventBridge Scheduler invokes the schedule.</summary>
public class FlexibleTimeWindow
{
    /// <summary>The maximum time window during which a schedule can be invoked.</summary>
    public int? MaximumWindowInMinutes { get; set; }

    /// <summary>Determines whether the schedule is invoked within a flexible time window; required.</summary>
    public FlexibleTimeWindowMode? Mode { get; set; }
}
