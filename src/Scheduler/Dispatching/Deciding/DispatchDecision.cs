using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>What is to be launched, and why.</summary>
public sealed record DispatchDecision
{
    /// <summary>What is to be launched, in order; each for ten workers at most.</summary>
    public required IReadOnlyList<LaunchOrder> Orders { get; init; }

    /// <summary>The pools in the order of the situation.</summary>
    public required IReadOnlyList<PoolDecision> Pools { get; init; }

    /// <summary>What the workers that exist cost at most; null where that is unknown.</summary>
    public required UsdPerHour? Running { get; init; }

    /// <summary>Why nothing is launched at all; null where something may be.</summary>
    public required string? Hold { get; init; }
}

/// <summary>The numbers of one pool.</summary>
public sealed record PoolDecision
{
    /// <summary>Name of the pool.</summary>
    public required string Pool { get; init; }

    /// <summary>Messages that wait; null is unknown.</summary>
    public required long? Ready { get; init; }

    /// <summary>Messages that workers hold; null is unknown.</summary>
    public required long? InFlight { get; init; }

    /// <summary>Workers that take messages; null where the workers are unknown, as are the next two.</summary>
    public required int? Running { get; init; }

    /// <summary>Workers that are coming.</summary>
    public required int? Starting { get; init; }

    /// <summary>Workers that are leaving.</summary>
    public required int? Stopping { get; init; }

    /// <summary>Workers that should come in addition; null where that is unknown.</summary>
    public required int? Missing { get; init; }

    /// <summary>Of those, launched on Spot.</summary>
    public required int OnSpot { get; init; }

    /// <summary>Of those, launched on demand.</summary>
    public required int OnDemand { get; init; }

    /// <summary>How long the oldest message has been waiting, as an estimate; null where none waits or that is unknown.</summary>
    public required TimeSpan? OldestWait { get; init; }

    /// <summary>Why, one sentence with its numbers each, in the order of the reckoning.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
