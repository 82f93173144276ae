using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>The world that a policy is replayed in.</summary>
public sealed record ReplayTerms
{
    /// <summary>Fargate on demand.</summary>
    public required FargateRates OnDemand { get; init; }

    /// <summary>Fargate Spot, same system and architecture.</summary>
    public required FargateRates Spot { get; init; }

    /// <summary>How workers start.</summary>
    public StartUp StartUp { get; init; } = StartUp.Assumed;

    /// <summary>How Spot behaves.</summary>
    public SpotTerms SpotTerms { get; init; } = SpotTerms.Assumed;

    /// <summary>Launches a second that Fargate accepts once the burst is used: 20 for Spot and 20 for on demand, by its published throttle.</summary>
    public double LaunchesPerSecond { get; init; } = 20;

    /// <summary>Launches at once: 100.</summary>
    public int LaunchBurst { get; init; } = 100;

    /// <summary>What starts a worker costs, beside the worker, where that is not a dispatcher: an event or invocation, and the state machine.</summary>
    public Usd UsdPerLaunch { get; init; }

    /// <summary>Size of the dispatcher that a dispatcher-scaled queue needs beside it, billed on demand; null where it is paid for anyway.</summary>
    public FargateSize? Dispatcher { get; init; }

    /// <summary>A task is late when it ends more than this many seconds after it was due; null for no deadline.</summary>
    public double? DeadlineSeconds { get; init; }

    internal long MinimumSeconds => FargateMeter.BilledSeconds(TimeSpan.Zero, Spot.System);
}
