using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>What the optimizer may choose from.</summary>
public sealed record SearchSpace
{
    /// <summary>Workers: sizes that are known to do, by the profile of the tasks, with their concurrency.</summary>
    public required IReadOnlyList<WorkerShape> Shapes { get; init; }

    /// <summary>The tasks tolerate interruption, so that Spot may be used.</summary>
    public required bool AllowsSpot { get; init; }

    /// <summary>Seconds that Spot may be out before a start is made on demand.</summary>
    public double FallbackSeconds { get; init; } = 120;

    /// <summary>Kinds to look at; null for all but the yardstick.</summary>
    public IReadOnlyCollection<string>? Kinds { get; init; }

    /// <summary>Intervals of scheduled drains in seconds, ascending.</summary>
    public IReadOnlyList<double> Intervals { get; init; } = [60, 120, 300, 600, 900, 1800, 3600];

    /// <summary>Windows of a wake in seconds.</summary>
    public IReadOnlyList<double> Windows { get; init; } = [20, 60, 120, 300, 600, 900];

    /// <summary>Drain times of a dispatcher in seconds.</summary>
    public IReadOnlyList<double> DrainTimes { get; init; } = [15, 30, 60, 120, 300, 600, 1800];

    /// <summary>Idle times in seconds.</summary>
    public IReadOnlyList<double> IdleTimes { get; init; } = [5, 20, 60];

    /// <summary>Targets of target tracking.</summary>
    public IReadOnlyList<double> Targets { get; init; } = [0.5, 0.65, 0.8];

    /// <summary>Workers at most; null for three times what the busiest ten minutes keep busy.</summary>
    public int? MostWorkers { get; init; }

    /// <summary>The grids for a queue.</summary>
    public IReadOnlyList<PolicyGrid> GridsFor(QueueDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        var workers = WorkerCounts(MostWorkers ?? PeakWorkers(demand));
        IReadOnlyList<Buying> service = AllowsSpot ? [Buying.Spot, new Buying { OnDemandBase = 1, SpotWeight = 1 }, Buying.OnDemand] : [Buying.OnDemand];
        IReadOnlyList<Buying> shortLived = AllowsSpot ? [Buying.SpotWithFallback(FallbackSeconds), Buying.OnDemand] : [Buying.OnDemand];
        IReadOnlyList<WorkerShape> single = [.. Shapes.Where(shape => shape.Concurrency == 1)];
        List<PolicyGrid> grids =
        [
            new("service", [Shapes.Count, service.Count, workers.Count], at => new ServicePolicy { Shape = Shapes[at[0]], Buying = service[at[1]], Workers = workers[at[2]] }),
            new("service-tracking", [Shapes.Count, service.Count, Targets.Count, workers.Count, workers.Count], at =>
            {
                var (least, most) = (Math.Min(workers[at[3]], workers[at[4]]), Math.Max(workers[at[3]], workers[at[4]]));
                return new ServicePolicy { Shape = Shapes[at[0]], Buying = service[at[1]], Workers = least, Scaling = new TargetTracking { Least = least, Most = most, Target = Targets[at[2]] } };
            }),
            new("scheduled-drain", [Shapes.Count, shortLived.Count, Intervals.Count, workers.Count, IdleTimes.Count], at => new ScheduledDrainPolicy
            {
                Shape = Shapes[at[0]], Buying = shortLived[at[1]], EverySeconds = Intervals[at[2]], Workers = workers[at[3]], IdleSeconds = IdleTimes[at[4]],
            }),
            new("wake", [Shapes.Count, shortLived.Count, Windows.Count, workers.Count, IdleTimes.Count], at => new WakePolicy
            {
                Shape = Shapes[at[0]], Buying = shortLived[at[1]], WindowSeconds = Windows[at[2]], Workers = workers[at[3]], IdleSeconds = IdleTimes[at[4]],
            }),
            new("dispatcher", [Shapes.Count, shortLived.Count, DrainTimes.Count, workers.Count, IdleTimes.Count], at => new DispatcherPolicy
            {
                Shape = Shapes[at[0]], Buying = shortLived[at[1]], DrainSeconds = DrainTimes[at[2]], Most = workers[at[3]], IdleSeconds = IdleTimes[at[4]],
            }),
        ];
        if (single.Count > 0) grids.Add(new("one-shot", [single.Count, shortLived.Count], at => new OneShotPolicy { Shape = single[at[0]], Buying = shortLived[at[1]] }));
        return [.. grids.Where(grid => Kinds is null || Kinds.Contains(grid.Kind))];
    }

    // One by one while few, then a quarter more each time: a worker more or less of many changes little.
    private static IReadOnlyList<int> WorkerCounts(int most)
    {
        List<int> counts = [];
        for (var count = 1; count < most; count = Math.Max(count + 1, count + (count / 4))) counts.Add(count);
        counts.Add(most);
        return counts;
    }

    private int PeakWorkers(QueueDemand demand)
    {
        const long Window = 600 * Micros.PerSecond;
        const double Spare = 3;
        var (peak, sum, from) = (0L, 0L, 0);
        for (var task = 0; task < demand.Count; task++)
        {
            sum += demand.RuntimeColumn[task];
            while (demand.DueColumn[from] < demand.DueColumn[task] - Window) sum -= demand.RuntimeColumn[from++];
            peak = Math.Max(peak, sum);
        }

        var concurrency = Shapes.Min(shape => shape.Concurrency);
        return (int)Math.Clamp(Math.Ceiling(Spare * peak / Window / concurrency) + 1, 2, 1000);
    }
}
