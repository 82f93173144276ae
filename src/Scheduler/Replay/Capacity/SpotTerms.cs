using CostTool.Analyzer.Fargate;

namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>A time, in seconds from the start of the history, in which Spot starts are refused.</summary>
/// <param name="FromSeconds">Start.</param>
/// <param name="ToSeconds">End; starts at this instant succeed.</param>
public sealed record Shortage(double FromSeconds, double ToSeconds);

/// <summary>Spot in one availability zone.</summary>
public sealed record SpotZone
{
    /// <summary>Name, such as <c>eu-west-3a</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Interruptions of one worker in an hour; drawn once a replication.</summary>
    public required Band InterruptionsPerHour { get; init; }

    /// <summary>Rates of sizes that differ from <see cref="InterruptionsPerHour"/>.</summary>
    public IReadOnlyDictionary<FargateSize, Band> BySize { get; init; } = new Dictionary<FargateSize, Band>();

    /// <summary>When starts are refused.</summary>
    public IReadOnlyList<Shortage> Shortages { get; init; } = [];
}

/// <summary>How Spot behaves and what the runner does about it.</summary>
public sealed record SpotTerms
{
    /// <summary>Zones; launches take turns over those that are not short.</summary>
    public required IReadOnlyList<SpotZone> Zones { get; init; }

    /// <summary>Seconds that running tasks are given after the notice: the runner's <c>--grace-seconds</c>. Fargate gives 120 s at most, docs/runner.md advises 110.</summary>
    public double GraceSeconds { get; init; } = 110;

    /// <summary>Unfinished tasks are put back at the end of the grace, as the runner's drain does; otherwise the broker gives them out again after <see cref="VisibilitySeconds"/>.</summary>
    public bool HandsBack { get; init; } = true;

    /// <summary>Seconds from a task's start to its second delivery where nobody hands it back: kombu's <c>visibility_timeout</c> on Redis, 3,600 by default.</summary>
    public double VisibilitySeconds { get; init; } = 3600;

    /// <summary>Seconds between two tries of a refused start.</summary>
    public double RetrySeconds { get; init; } = 30;

    /// <summary>Deliveries after which a task that never finishes goes to the dead letters.</summary>
    public int MostDeliveries { get; init; } = 5;

    /// <summary>Spot that is never interrupted and never out.</summary>
    public static SpotTerms Calm { get; } = new() { Zones = [new SpotZone { Name = "any", InterruptionsPerHour = Band.Sure(0) }] };

    /// <summary>What stands in until events of the account tell: an interruption in 2,000 hours of a worker, from none to one in 100 hours.</summary>
    /// <remarks>Assumed. AWS publishes no rate for Fargate Spot; the Spot Advisor's bands for EC2 run from below 5 % to above 20 % of instances a month, 0.00007 to 0.0003 an hour.</remarks>
    public static SpotTerms Assumed { get; } = new() { Zones = [new SpotZone { Name = "any", InterruptionsPerHour = new Band(0, 0.0005, 0.01) }] };
}
