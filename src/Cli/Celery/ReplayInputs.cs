using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Choosing;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Cli.Celery;

/// <summary>Gathers what queues are replayed with: the history, the prices, and what the owners say of waits and interruption.</summary>
internal static class ReplayInputs
{
    private const decimal Million = 1_000_000m;

    /// <summary>The inputs; null without a history that can be replayed.</summary>
    public static ReplayedWork? Of(CeleryWorkspace celery, Policy policy, RegionPrices prices, ulong seed)
    {
        if (celery.History is not { History.Count: > 0 } history) return null;
        var workers = celery.Queues.SelectMany(queue => queue.Workers).Distinct(StringComparer.Ordinal);
        return new ReplayedWork
        {
            History = history,
            Seed = seed,
            Terms = new ReplayTerms
            {
                OnDemand = prices.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64),
                Spot = prices.FargateSpot(CpuArchitecture.X86_64),
                UsdPerLaunch = new Usd((prices.Item("eventbridge-scheduler-invocations").UsdPerUnit + (DeploymentCost.TransitionsOfWake * prices.Item("step-functions-state-transitions").UsdPerUnit)) / Million),
                // One serves all queues; each is charged for it alone, which errs against the dispatcher.
                Dispatcher = FargateSize.All[0],
            },
            Bounds = history.History.QueueNames.Select(queue => (Queue: queue, Bounds: BoundsOf(queue, celery, policy))).Where(pair => pair.Bounds is not null)
                .ToDictionary(pair => pair.Queue, pair => pair.Bounds!, StringComparer.Ordinal),
            Concurrency = celery.Queues.Where(queue => queue.Concurrency is not null).ToDictionary(queue => queue.Name, queue => queue.Concurrency!.Value, StringComparer.Ordinal),
            Interruptible = workers.Where(worker => policy.InterruptionOf(worker) == true).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static StatedBounds? BoundsOf(string queue, CeleryWorkspace celery, Policy policy)
    {
        if (policy.WaitsOf(queue) is { } stated) return new(stated, "policy.yaml");
        return celery.Queues.FirstOrDefault(own => own.Name == queue)?.WaitP95Seconds is { } p95 ? new(new WaitBounds { P95Seconds = p95 }, "queues.yaml") : null;
    }
}
