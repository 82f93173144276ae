using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>What the owner says of a queue.</summary>
/// <param name="Bounds">What its messages may wait.</param>
/// <param name="From">Where that is said.</param>
public sealed record StatedBounds(WaitBounds Bounds, string From);

/// <summary>Everything that queues are replayed with.</summary>
public sealed record ReplayedWork
{
    /// <summary>The history.</summary>
    public required RepairedHistory History { get; init; }

    /// <summary>The world.</summary>
    public required ReplayTerms Terms { get; init; }

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is said of queues; one that is not here may not get slower than it is.</summary>
    public IReadOnlyDictionary<string, StatedBounds> Bounds { get; init; } = new Dictionary<string, StatedBounds>();

    /// <summary>Tasks at a time of a worker, by queue; 1 for one that is not here.</summary>
    public IReadOnlyDictionary<string, int> Concurrency { get; init; } = new Dictionary<string, int>();

    /// <summary>Workers that may be interrupted.</summary>
    public IReadOnlySet<string> Interruptible { get; init; } = new HashSet<string>();

    /// <summary>Queues of the history.</summary>
    public IReadOnlyList<string> Queues => History.History.QueueNames;

    /// <summary>The case of queues that share workers; null where the history has none of them.</summary>
    public QueueCase? CaseOf(IReadOnlyList<string> queues, IReadOnlyList<WorkerCost> workers)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(workers);
        string[] seen = [.. queues.Where(queue => History.History.QueueNames.Contains(queue, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];
        if (seen.Length == 0) return null;
        var demand = seen.Skip(1).Aggregate(History.History.Queue(seen[0]), (sum, queue) => QueueDemand.Merge(string.Join('+', seen), sum, History.History.Queue(queue)));
        if (demand.Count == 0) return null;
        var waits = Together(seen);
        var size = workers.Select(worker => worker.Size).OfType<FargateSize>().OrderBy(own => own.Cpu).ThenBy(own => own.Memory).LastOrDefault();
        var concurrency = seen.Where(Concurrency.ContainsKey).Select(queue => (int?)Concurrency[queue]).Min();
        var (bounds, from) = BoundsOf(seen, waits);
        return new QueueCase
        {
            Queues = seen,
            Demand = demand,
            Waits = waits,
            Today = workers.Count > 0 && workers.All(worker => worker.MonthlyUsd is not null) ? workers.Sum(worker => worker.MonthlyUsd!.Value) : null,
            Shape = new WorkerShape(size ?? FargateSize.All[0], concurrency ?? 1),
            ShapeAssumed = size is null || concurrency is null,
            Interruptible = workers.Count > 0 && workers.All(worker => Interruptible.Contains(worker.WorkloadId)),
            Bounds = bounds,
            BoundsFrom = from,
        };
    }

    private DurationSketch? Together(string[] queues)
    {
        DurationSketch? sum = null;
        foreach (var queue in queues)
        {
            if (!History.Waits.TryGetValue(queue, out var own)) continue;
            sum ??= new DurationSketch();
            sum.Merge(own);
        }

        return sum;
    }

    private (WaitBounds Bounds, string From) BoundsOf(string[] queues, DurationSketch? waits)
    {
        var stated = queues.Select(queue => Bounds.GetValueOrDefault(queue)).OfType<StatedBounds>().ToList();
        if (stated.Count > 0)
            return (stated.Aggregate(WaitBounds.None, (sum, own) => sum.And(own.Bounds)), string.Join(", ", stated.Select(own => own.From).Distinct(StringComparer.Ordinal)));
        if (waits?.Quantile(0.95) is not { } p95) return (new WaitBounds { P95Seconds = 0 }, "no bound is stated and no wait is known, so none may be added");
        return (new WaitBounds { P95Seconds = (decimal)p95, P99Seconds = (decimal)waits.Quantile(0.99)!.Value }, "no bound is stated, so the waits of the history are the bound");
    }
}
