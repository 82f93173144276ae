using CostTool.Scheduler.Replay.Engine;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>What a queue's owner asks for. A bound that is null is not asked for.</summary>
public sealed record QueueGoal
{
    /// <summary>Nothing but that all tasks are done.</summary>
    public static QueueGoal None { get; } = new();

    /// <summary>Half of the tasks wait at most so many seconds.</summary>
    public double? P50Seconds { get; init; }

    /// <summary>95 of 100 tasks wait at most so long.</summary>
    public double? P95Seconds { get; init; }

    /// <summary>99 of 100 tasks wait at most so long.</summary>
    public double? P99Seconds { get; init; }

    /// <summary>Seconds from when a task is due to when it has to be done.</summary>
    public double? DeadlineSeconds { get; init; }

    /// <summary>Share of tasks that may miss the deadline.</summary>
    public double LateShare { get; init; } = 0.01;

    /// <summary>Share of tasks that may fail: given up after too many interruptions, too large for the memory, never taken.</summary>
    public double FailureShare { get; init; }

    /// <summary>The stricter of two in each bound: what a queue that serves both has to keep.</summary>
    public static QueueGoal Stricter(QueueGoal one, QueueGoal other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            P50Seconds = Least(one.P50Seconds, other.P50Seconds),
            P95Seconds = Least(one.P95Seconds, other.P95Seconds),
            P99Seconds = Least(one.P99Seconds, other.P99Seconds),
            DeadlineSeconds = Least(one.DeadlineSeconds, other.DeadlineSeconds),
            LateShare = Math.Min(one.LateShare, other.LateShare),
            FailureShare = Math.Min(one.FailureShare, other.FailureShare),
        };

        static double? Least(double? left, double? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
    }

    /// <summary>By how much a result misses the goal: 0 when it keeps it, else the sum of the excess over each bound, relative to the bound or to one part in a thousand for shares.</summary>
    public double Violation(ReplayResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        const double ShareUnit = 0.001;
        double Excess(double share, double? bound) => bound is { } seconds && result.Wait(share) is { } wait && wait > seconds ? (wait - seconds) / Math.Max(seconds, 1) : 0;
        double Over(double share, double bound) => share > bound ? (share - bound) / Math.Max(bound, ShareUnit) : 0;
        return Excess(0.5, P50Seconds) + Excess(0.95, P95Seconds) + Excess(0.99, P99Seconds)
            + (DeadlineSeconds is null ? 0 : Over(result.LateShare, LateShare)) + Over(result.FailureShare, FailureShare);
    }
}
