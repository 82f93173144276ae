using CostTool.Analyzer.Units;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>What a policy would have cost and how long its tasks would have waited. Counts and times are means over the replications.</summary>
public sealed record ReplayResult
{
    /// <summary>The policy.</summary>
    public required ReplayPolicy Policy { get; init; }

    /// <summary>Replications.</summary>
    public required int Replications { get; init; }

    /// <summary>Length of the history in seconds.</summary>
    public required double HorizonSeconds { get; init; }

    /// <summary>Tasks of the history.</summary>
    public required long Tasks { get; init; }

    /// <summary>Tasks that ended.</summary>
    public required double Completed { get; init; }

    /// <summary>Tasks given up after too many deliveries, never taken at all, or too large for the worker's memory.</summary>
    public required double Failed { get; init; }

    /// <summary>Of the failed, those whose known peak memory is above the worker's memory a place.</summary>
    public required long TooLargeForMemory { get; init; }

    /// <summary>Tasks that ended after their deadline; zero without one.</summary>
    public required double Late { get; init; }

    /// <summary>Seconds of task time that counted.</summary>
    public required double WorkSeconds { get; init; }

    /// <summary>Seconds of task time that was cut and done again.</summary>
    public required double ReworkSeconds { get; init; }

    /// <summary>Seconds that Spot workers existed, from pull to stop.</summary>
    public required double SpotWorkerSeconds { get; init; }

    /// <summary>Seconds that on-demand workers existed.</summary>
    public required double OnDemandWorkerSeconds { get; init; }

    /// <summary>Seconds that Spot workers are billed: whole seconds, a minute at least.</summary>
    public required double SpotBilledSeconds { get; init; }

    /// <summary>Seconds that on-demand workers are billed.</summary>
    public required double OnDemandBilledSeconds { get; init; }

    /// <summary>Workers started.</summary>
    public required double Starts { get; init; }

    /// <summary>Spot starts refused.</summary>
    public required double Refusals { get; init; }

    /// <summary>Starts on demand because Spot was out.</summary>
    public required double Fallbacks { get; init; }

    /// <summary>Workers interrupted.</summary>
    public required double Interruptions { get; init; }

    /// <summary>Seconds from due to first start, over all replications.</summary>
    public required DurationSketch Waits { get; init; }

    /// <summary>The 95th percentile of the wait in the replication where it was shortest and longest, in seconds; null without tasks.</summary>
    public required (double Low, double High)? WaitP95Band { get; init; }

    /// <summary>Cost of the history at central prices.</summary>
    public required Usd Cost { get; init; }

    /// <summary>The cheapest replication at a drawn Spot price, widened where the history asks for it.</summary>
    public required Usd CostLow { get; init; }

    /// <summary>The dearest.</summary>
    public required Usd CostHigh { get; init; }

    /// <summary>Seconds that workers existed.</summary>
    public double WorkerSeconds => SpotWorkerSeconds + OnDemandWorkerSeconds;

    /// <summary>Share of tasks that failed.</summary>
    public double FailureShare => Tasks == 0 ? 0 : Failed / Tasks;

    /// <summary>Share of tasks that were late.</summary>
    public double LateShare => Tasks == 0 ? 0 : Late / Tasks;

    /// <summary>A percentile of the wait in seconds; null when no task started.</summary>
    public double? Wait(double share) => Waits.Quantile(share);
}
