using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>What an always-on worker costs today.</summary>
/// <param name="Monthly">Its share of the nodes, or null where it is not known.</param>
/// <param name="Size">The Fargate size that one of its pods would have, or null where none holds it.</param>
public sealed record WorkerToday(Usd? Monthly, FargateSize? Size);

/// <summary>Work that leaves its always-on workers for tasks that are started for each run.</summary>
public sealed record ShortLivedWork
{
    /// <summary>Workloads that nothing needs any more.</summary>
    public required IReadOnlyList<string> WorkersThatGo { get; init; }

    /// <summary>What is launched in their place.</summary>
    public required IReadOnlyList<ShortLivedLaunches> Launches { get; init; }

    /// <summary>Why other workers stay, one sentence each.</summary>
    public required IReadOnlyList<string> Blockers { get; init; }

    /// <summary>How long messages wait before and after, one sentence for each set of queues whose workers go: a saving that makes people wait is told with the wait.</summary>
    public IReadOnlyList<string> Waits { get; init; } = [];
}

/// <summary>The launches of one schedule, or for one set of queues, in the month.</summary>
/// <param name="ScheduleId">Stable id of the schedule, or <c>queues-</c> and the names of the queues.</param>
/// <param name="Item">For people.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Monthly">Expected cost.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
/// <param name="Origin">Source and line or row.</param>
public sealed record ShortLivedLaunches(string ScheduleId, string Item, decimal Runs, Usd Monthly, Usd Low, Usd High, string Origin);

/// <summary>Decides which work becomes short-lived, once it is known what the workers cost today.</summary>
/// <param name="workers">Workers by workload id.</param>
/// <param name="prices">Prices of the region.</param>
/// <param name="month">The analysed month.</param>
/// <returns>The work, or null where there is none to decide on.</returns>
public delegate ShortLivedWork? ShortLivedPlanner(IReadOnlyDictionary<string, WorkerToday> workers, Pricing.RegionPrices prices, AnalysedMonth month);
