using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Planning;

/// <summary>Short-lived workers of a set of queues, in the words of <c>dispatch: pools:</c>.</summary>
/// <param name="VCpu">Size of a worker.</param>
/// <param name="MemoryGib">Size of a worker.</param>
/// <param name="Concurrency">Tasks at a time.</param>
/// <param name="DeadlineSeconds">Within this time a message should be taken: the bound of the queues.</param>
/// <param name="IdleSeconds">A worker leaves after so long without work.</param>
/// <param name="MaxWorkers">Workers at once; null where the policy has no limit.</param>
/// <param name="WorkersPerStart">Workers that start together; null where the backlog says how many.</param>
/// <param name="EveryMinutes">Whole minutes between starts by the time; null where nothing starts by the time.</param>
/// <param name="TaskSeconds">Mean runtime of the history.</param>
/// <param name="Spot">Spot may be used.</param>
public sealed record PlannedPool(decimal VCpu, decimal MemoryGib, int Concurrency, int DeadlineSeconds, int IdleSeconds, int? MaxWorkers, int? WorkersPerStart, int? EveryMinutes, decimal TaskSeconds, bool Spot)
{
    // The least that costtool.yaml takes.
    private const decimal LeastTaskSeconds = 0.001m;

    /// <summary>The workers of a chosen policy.</summary>
    internal static PlannedPool Of(QueueStudy study)
    {
        var (policy, bounds) = ((ShortLivedPolicy)study.Best.Result.Policy, study.Case.Bounds);
        var wait = bounds.P95Seconds ?? bounds.P99Seconds ?? bounds.P50Seconds ?? bounds.DeadlineSeconds ?? (decimal?)study.Best.Result.Wait(0.95) ?? 0;
        var (size, concurrency) = (policy.Shape.Size, policy.Shape.Concurrency);
        return new PlannedPool(
            size.Cpu.Cores, size.Memory.Gibibytes, concurrency, (int)Math.Max(1, decimal.Ceiling(wait)), (int)Math.Max(1, Math.Ceiling(policy.IdleSeconds)), (policy as DispatcherPolicy)?.Most,
            policy switch { WakePolicy wake => wake.Workers, ScheduledDrainPolicy drain => drain.Workers, _ => null },
            policy is ScheduledDrainPolicy { EverySeconds: var seconds } ? (int)Math.Max(1, Math.Round(seconds / 60)) : null,
            Math.Max(LeastTaskSeconds, decimal.Round((decimal)study.Case.Demand.MeanRuntimeSeconds, 3)), policy.Buying.UsesSpot);
    }
}
