namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Which side runs a job.</summary>
/// <param name="RowEnabled">Celery's row is enabled.</param>
/// <param name="ScheduleEnabled">The schedule is enabled; null where there is none.</param>
public sealed record SwitchState(bool RowEnabled, bool? ScheduleEnabled);

/// <summary>What is done next to move a job from one side to the other.</summary>
public enum SwitchStep
{
    /// <summary>Nothing: the job is where it should be.</summary>
    None,

    /// <summary>The schedule is made, disabled.</summary>
    CreateDisabled,

    /// <summary>The schedule is disabled. In a cut-over only where both sides run the job.</summary>
    DisableSchedule,

    /// <summary>The row is disabled, at a quiet moment.</summary>
    DisableRow,

    /// <summary>The schedule is enabled, within the same quiet time.</summary>
    EnableSchedule,

    /// <summary>The row is enabled, within the same quiet time.</summary>
    EnableRow,
}

/// <summary>The order of steps in which no job runs twice. Each step follows from what is there alone, so an interrupted switch goes on where it stopped.</summary>
/// <remarks>
/// Cut-over: create disabled, disable the row, enable the schedule. The side that runs the job is always stopped before the other is started, so that at no time both are on;
/// both steps lie between two fires (<see cref="QuietMoment"/>), so that at no fire both are off. The other order would run a job twice whenever the second step came late;
/// this one would leave one out, which is seen (<see cref="QuietMoment.MissedFires"/>) and can be made good, while a second run cannot be taken back.
/// </remarks>
public static class SwitchOrder
{
    /// <summary>Next step from Celery to EventBridge.</summary>
    public static SwitchStep ToSchedule(SwitchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { ScheduleEnabled: null } => SwitchStep.CreateDisabled,
            { RowEnabled: true, ScheduleEnabled: true } => SwitchStep.DisableSchedule,
            { RowEnabled: true } => SwitchStep.DisableRow,
            { ScheduleEnabled: false } => SwitchStep.EnableSchedule,
            _ => SwitchStep.None,
        };
    }

    /// <summary>Next step from EventBridge back to Celery.</summary>
    public static SwitchStep ToRow(SwitchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { ScheduleEnabled: true } => SwitchStep.DisableSchedule,
            { RowEnabled: false } => SwitchStep.EnableRow,
            _ => SwitchStep.None,
        };
    }
}
