using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Replay.Repair;

/// <summary>Stable names of what is mended in a history and what is left out of it.</summary>
public static class RepairRules
{
    /// <summary>No start was seen. Mended where the worker measured the runtime itself; left out otherwise.</summary>
    public const string StartMissing = "start-missing";

    /// <summary>No end was seen although it started. Mended: it ran up to its hard limit; left out without one, or where it never started.</summary>
    public const string EndMissing = "end-missing";

    /// <summary>Revoked, rejected or expired before it started. Left out: nobody worked for it.</summary>
    public const string NeverStarted = "never-started";

    /// <summary>One id ended twice: an end that was reported again, or a second delivery. The first end counts, the others are left out.</summary>
    public const string DuplicateEnd = "duplicate-end";

    /// <summary>A retry whose earlier attempt was not seen. Kept as an arrival of its own and counted as mended.</summary>
    public const string RetryWithoutParent = "retry-without-parent";

    /// <summary>The source lost the name of the task. Left out: neither its queue nor its limit can be known.</summary>
    public const string TaskMissing = "task-missing";

    /// <summary>The source does not tell the queue. Mended by the routes of the app; left out where a route is code.</summary>
    public const string QueueMissing = "queue-missing";

    /// <summary>No time of arrival was seen. Mended by the start; left out without one.</summary>
    public const string ArrivalMissing = "arrival-missing";

    /// <summary>It ended before it started, by one clock. Left out.</summary>
    public const string RuntimeNegative = "runtime-negative";

    /// <summary>Its worker's clock differs from the senders'. Mended: the worker's times are shifted.</summary>
    public const string ClockSkew = "clock-skew";

    /// <summary>It started before it was sent even after the shift. Mended: it counts as not having waited.</summary>
    public const string WaitNegative = "wait-negative";

    /// <summary>It arrived more than a year away from the middle of the history: a clock that was never set. Left out.</summary>
    public const string ClockUnset = "clock-unset";
}

/// <summary>What the app says that a source of history may not.</summary>
/// <param name="QueueOf">Queue of a task by its routes; null where a route is code.</param>
/// <param name="HardLimitOf">Hard limit of a task in seconds; null without one.</param>
public sealed record RepairTerms(Func<string, string?> QueueOf, Func<string, double?> HardLimitOf)
{
    /// <summary>The terms of an app.</summary>
    public static RepairTerms Of(CeleryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var limits = facts.Tasks.Where(task => task.TimeLimitSeconds is not null).GroupBy(task => task.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().TimeLimitSeconds, StringComparer.Ordinal);
        return new(task => QueueRouting.QueueOf(task, facts), task => limits.GetValueOrDefault(task) ?? facts.TimeLimitSeconds);
    }
}
