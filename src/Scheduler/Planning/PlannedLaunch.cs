using System.Globalization;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Planning;

/// <summary>What has to be created so that an entry is launched.</summary>
public sealed record PlannedLaunch
{
    /// <summary>The schedules of EventBridge, by name.</summary>
    public required IReadOnlyList<PlannedSchedule> Schedules { get; init; }

    /// <summary>Positional arguments as a JSON array; null where the source does not tell them.</summary>
    public required string? ArgsJson { get; init; }

    /// <summary>Keyword arguments as a JSON object; null where the source does not tell them.</summary>
    public required string? KwargsJson { get; init; }

    /// <summary>For the retry policy, 60 to 86,400; null for the service's default.</summary>
    public required int? MaximumEventAgeSeconds { get; init; }

    /// <summary>A run that starts later than this after its scheduled time does nothing; null for never.</summary>
    public required double? ExpireSeconds { get; init; }

    /// <summary>Celery's own hard limit of a run; null where there is none.</summary>
    public required double? TimeLimitSeconds { get; init; }

    /// <summary>Dates on which the task works, in the zone of its entry; null for all.</summary>
    public required PlannedGuard? Guard { get; init; }

    /// <summary>The launch of what was compiled; null where it was refused.</summary>
    public static PlannedLaunch? Of(CompiledSchedule compiled, CeleryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(facts);
        if (compiled.Expressions.Count == 0) return null;
        var entry = compiled.Entry;
        return new PlannedLaunch
        {
            Schedules =
            [
                .. compiled.Expressions.Select(part => new PlannedSchedule(
                    part.Name, part.Expression.ToString(), part.TimeZone, part.StartDate?.ToDateTimeOffset(), part.EndDate?.ToDateTimeOffset(), part.FlexibleWindowMinutes, part.Enabled)),
            ],
            ArgsJson = entry.ArgsJson,
            KwargsJson = entry.KwargsJson,
            MaximumEventAgeSeconds = compiled.MaximumEventAgeSeconds,
            ExpireSeconds = entry.ExpireSeconds ?? Number(entry.Options.GetValueOrDefault("expires")),
            TimeLimitSeconds = facts.Tasks.FirstOrDefault(task => task.Name == entry.Task)?.TimeLimitSeconds ?? facts.TimeLimitSeconds,
            Guard = compiled.Guard is { } guard ? new PlannedGuard(guard.DaysOfMonth, guard.DaysOfWeek, entry.TimeZone) : null,
        };
    }

    private static double? Number(string? json) =>
        double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>A schedule to create.</summary>
/// <param name="Name">At most 64 of <c>0-9 a-z A-Z - _ .</c>.</param>
/// <param name="Expression">EventBridge expression.</param>
/// <param name="TimeZone">IANA zone that it is read in.</param>
/// <param name="StartDate">No fire before; the phase of a rate. Null for none.</param>
/// <param name="EndDate">No fire after. Null for none.</param>
/// <param name="FlexibleWindowMinutes">0 for none, else 1 to 1,440.</param>
/// <param name="Enabled">It fires.</param>
public sealed record PlannedSchedule(string Name, string Expression, string TimeZone, DateTimeOffset? StartDate, DateTimeOffset? EndDate, int FlexibleWindowMinutes, bool Enabled);

/// <summary>Dates on which a task works.</summary>
/// <param name="DaysOfMonth">Bit n for day n.</param>
/// <param name="DaysOfWeek">Bit 0 for Sunday to bit 6 for Saturday.</param>
/// <param name="TimeZone">IANA zone of the dates.</param>
public sealed record PlannedGuard(uint DaysOfMonth, uint DaysOfWeek, string TimeZone);
