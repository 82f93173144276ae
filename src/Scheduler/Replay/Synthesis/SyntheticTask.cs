using CostTool.Scheduler.History;

namespace CostTool.Scheduler.Replay.Synthesis;

/// <summary>What is known of the tasks of one name where no run is: how often they come, how long they run, and when a schedule sends them.</summary>
public sealed record SyntheticTask
{
    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Attempts in an hour that come by chance, by hour of the week in UTC from Monday 00:00; 168 values, or none where only schedules send it.</summary>
    public IReadOnlyList<double> PerHourOfWeek { get; init; } = [];

    /// <summary>Seconds that an attempt runs; null where no run tells.</summary>
    public DurationSketch? Runtime { get; init; }

    /// <summary>Hard limit in seconds, which stands for the runtime where no run tells it; null without one.</summary>
    public double? HardLimitSeconds { get; init; }

    /// <summary>When its schedules fire: these instants are known and not drawn.</summary>
    public IReadOnlyList<DateTimeOffset> Fires { get; init; } = [];

    /// <summary>Splits what a profile counted into what schedules sent, which is known, and the rest, which is spread over the hours of the week as it was.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="queue">Queue of the task.</param>
    /// <param name="scheduledRuns">Runs that schedules sent while the profile was taken.</param>
    /// <param name="fires">When schedules fire in the history to be made.</param>
    /// <param name="hardLimitSeconds">Hard limit, or null.</param>
    public static SyntheticTask Of(TaskProfile profile, string queue, double scheduledRuns, IReadOnlyList<DateTimeOffset> fires, double? hardLimitSeconds)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var counted = profile.ArrivalsByHourOfWeek.Sum();
        var hours = profile is { FirstArrival: { } first, LastArrival: { } last } ? Math.Max(1, (last - first).TotalHours) : 0;
        // The week as it was counted, for as many weeks as were looked at; a profile of less than one is taken for a whole one where it was looked at.
        var weeks = Math.Max(1, hours / TaskProfile.HoursOfWeek);
        var byChance = counted == 0 ? 0 : Math.Max(0, counted - scheduledRuns) / counted;
        var attempts = profile.Runs == 0 ? 1 : 1 + (profile.Retries / (double)profile.Runs);
        return new SyntheticTask
        {
            Task = profile.Task,
            Queue = queue,
            PerHourOfWeek = counted == 0 ? [] : [.. profile.ArrivalsByHourOfWeek.Select(count => count / weeks * byChance * attempts)],
            Runtime = profile.Runtime.Count > 0 ? profile.Runtime : null,
            HardLimitSeconds = hardLimitSeconds,
            Fires = fires,
        };
    }
}
