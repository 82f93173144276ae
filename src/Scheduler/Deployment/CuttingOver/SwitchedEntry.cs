using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Which way jobs move.</summary>
public enum SwitchDirection
{
    /// <summary>From Celery's row to the schedules: the cut-over.</summary>
    ToSchedule,

    /// <summary>From the schedules back to the row: the rollback.</summary>
    ToRow,
}

/// <summary>An entry of the plan that changes sides, with what takes its place.</summary>
public sealed record SwitchedEntry
{
    /// <summary>Stable id of the entry.</summary>
    public required string Id { get; init; }

    /// <summary>What the plan says of the row.</summary>
    public required PlannedRow Row { get; init; }

    /// <summary>Where the entry was read.</summary>
    public required string Origin { get; init; }

    /// <summary>Id of its row of <c>django_celery_beat_periodictask</c>; null for an entry of the app's own settings, which only its owner can change.</summary>
    public required long? RowId { get; init; }

    /// <summary>The schedules that take its place.</summary>
    public required IReadOnlyList<SwitchedSchedule> Schedules { get; init; }

    /// <summary>The owner says that beat no longer has the entry. Only for entries without a row.</summary>
    public bool Confirmed { get; init; }
}

/// <summary>A schedule that takes the place of a row.</summary>
/// <param name="PhysicalName">Group and name, as <c>shop/nightly</c>.</param>
/// <param name="Calendar">When it fires.</param>
/// <param name="Window">Flexible window: it may be invoked so long after it is due.</param>
public sealed record SwitchedSchedule(string PhysicalName, IFireTimes Calendar, Duration Window);

/// <summary>The row as it was when the plan was made. What differs now was changed by someone who did not know of the plan.</summary>
/// <param name="Name">Name.</param>
/// <param name="Task">Task.</param>
/// <param name="Schedule">The schedule as <see cref="ScheduleText"/> prints it.</param>
/// <param name="TimeZone">Zone of the schedule.</param>
/// <param name="ArgsJson">Positional arguments.</param>
/// <param name="KwargsJson">Keyword arguments.</param>
public sealed record PlannedRow(string Name, string Task, string Schedule, string TimeZone, string? ArgsJson, string? KwargsJson)
{
    /// <summary>The row of a row of the plan.</summary>
    public static PlannedRow Of(PlanRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new PlannedRow(row.Entry, row.Task, row.CelerySchedule, row.Timezone, row.Launch?.ArgsJson, row.Launch?.KwargsJson);
    }

    /// <summary>The row of an entry as it is.</summary>
    public static PlannedRow Of(CeleryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new PlannedRow(entry.Name, entry.Task, ScheduleText.Of(entry.Schedule), entry.TimeZone, entry.ArgsJson, entry.KwargsJson);
    }

    /// <summary>What is no longer as planned; null when all is. Arguments are not repeated, as they may be private.</summary>
    public string? DifferenceFrom(CeleryEntry entry)
    {
        var now = Of(entry);
        return now.Name != Name ? $"its name is now `{now.Name}`"
            : now.Task != Task ? $"its task is now `{now.Task}`, planned was `{Task}`"
            : now.Schedule != Schedule ? $"its schedule is now `{now.Schedule}`, planned was `{Schedule}`"
            : now.TimeZone != TimeZone ? $"its time zone is now `{now.TimeZone}`, planned was `{TimeZone}`"
            : now.ArgsJson != ArgsJson || now.KwargsJson != KwargsJson ? "its arguments are no longer those of the plan"
            : null;
    }
}
