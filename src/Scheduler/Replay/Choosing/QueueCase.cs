using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>Queues that share workers, on their way to a policy: what was asked of them, how it went, and what is allowed.</summary>
public sealed record QueueCase
{
    /// <summary>The queues, parted by <c>+</c>.</summary>
    public string Name => string.Join('+', Queues);

    /// <summary>The queues, sorted.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>What was asked of them together.</summary>
    public required QueueDemand Demand { get; init; }

    /// <summary>Seconds that their messages waited in truth; null where the source does not tell.</summary>
    public required DurationSketch? Waits { get; init; }

    /// <summary>What their workers cost in the month; null is unknown.</summary>
    public required Usd? Today { get; init; }

    /// <summary>The worker that is replayed: the size that one of today's would have on Fargate.</summary>
    public required WorkerShape Shape { get; init; }

    /// <summary>The size or the concurrency is an assumption.</summary>
    public required bool ShapeAssumed { get; init; }

    /// <summary>The policy says that the workers may be interrupted, so that Spot is allowed.</summary>
    public required bool Interruptible { get; init; }

    /// <summary>What the messages may wait.</summary>
    public required WaitBounds Bounds { get; init; }

    /// <summary>Who set the bounds, such as <c>policy.yaml</c>.</summary>
    public required string BoundsFrom { get; init; }
}
