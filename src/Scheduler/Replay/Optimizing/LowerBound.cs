using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>What no policy can be below: the work itself, on workers that are never idle, start in no time and are billed without a minimum.</summary>
/// <param name="Cost">Over the history, at central prices.</param>
/// <param name="Shape">The shape whose place costs least.</param>
public sealed record LowerBound(Usd Cost, WorkerShape Shape)
{
    /// <summary>The bound of a queue, for policies that complete every task.</summary>
    /// <remarks><code>work seconds × runtime factor ÷ concurrency ÷ 3600 × hourly price of the size, Spot where it is allowed; the least over the shapes that hold the largest known task</code></remarks>
    /// <returns>Null where no shape holds the largest task.</returns>
    public static LowerBound? Of(QueueDemand demand, IReadOnlyList<WorkerShape> shapes, ReplayTerms terms, bool allowsSpot)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(terms);
        return shapes.Where(shape => demand.LargestMemoryMib is not { } mib || shape.MemoryMibPerTask >= mib)
            .Select(shape => new LowerBound(Cost(shape), shape)).OrderBy(bound => bound.Cost).FirstOrDefault();

        Usd Cost(WorkerShape shape)
        {
            var seconds = demand.WorkMicros / (decimal)Micros.PerSecond * (decimal)shape.RuntimeFactor / shape.Concurrency;
            return FargateMeter.AlwaysOn(allowsSpot ? terms.Spot : terms.OnDemand, shape.Size, Hours.FromSeconds(seconds)).Total;
        }
    }
}
