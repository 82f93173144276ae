using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>What a dispatcher works with.</summary>
public sealed record DispatchSetup
{
    /// <summary>The pools.</summary>
    public required IReadOnlyList<WorkerPool> Pools { get; init; }

    /// <summary>Prices by name of a pool, one for each.</summary>
    public required IReadOnlyDictionary<string, PoolPrice> Prices { get; init; }

    /// <summary>What all workers together may cost at most; null is without a limit.</summary>
    public UsdPerHour? Budget { get; init; }

    /// <summary>From the beginning of a round to the beginning of the next one.</summary>
    public required TimeSpan Poll { get; init; }

    /// <summary>The broker.</summary>
    public required IBacklogSource Backlog { get; init; }

    /// <summary>Starts and counts workers.</summary>
    public required IWorkerLauncher Launcher { get; init; }

    /// <summary>Lets one of several dispatchers act; null where there is only one.</summary>
    public IDispatchLease? Lease { get; init; }

    /// <summary>What befalls workers; null where nothing tells.</summary>
    public IWorkerEventSource? Events { get; init; }

    /// <summary>What workers tell when they leave; null where nobody hears it.</summary>
    public IWorkerResultSource? Results { get; init; }

    /// <summary>How long the platform may not show a worker that it has started.</summary>
    public required TimeSpan Visibility { get; init; }

    /// <summary>From launch to running, before it was seen.</summary>
    public required TimeSpan StartUpPrior { get; init; }

    /// <summary>From running to the first message, before it was seen.</summary>
    public required TimeSpan ClaimPrior { get; init; }

    /// <summary>Decides and launches nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether Spot is used at the start.</summary>
    public SpotBreaker Breaker { get; init; } = new();

    /// <summary>Time.</summary>
    public required IDispatchClock Clock { get; init; }

    /// <summary>Who is told of each round.</summary>
    public IReadOnlyList<IDispatchWatcher> Watchers { get; init; } = [];
}
