using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Planning;

/// <summary>An EventBridge expression and the zone it is read in.</summary>
/// <param name="Text">Such as <c>cron(0 2 ? * MON-FRI *)</c>.</param>
/// <param name="TimeZone">IANA zone.</param>
public sealed record PlannedExpression(string Text, string TimeZone);

/// <summary>An entry and what its compilation came to.</summary>
public sealed record PlanEntry
{
    /// <summary>The entry.</summary>
    public required CeleryEntry Entry { get; init; }

    /// <summary>Kind of source, such as <c>celery/beat.json</c> or <c>django-celery-beat</c>, without line or row.</summary>
    public required string Source { get; init; }

    /// <summary>Fires in the analysed month; null is unknown.</summary>
    public required decimal? RunsPerMonth { get; init; }

    /// <summary>The expressions' fire times equal the intended ones.</summary>
    public required bool Exact { get; init; }

    /// <summary>The expressions; empty where refused.</summary>
    public required IReadOnlyList<PlannedExpression> Expressions { get; init; }

    /// <summary>What has to be created so that it is launched; null where EventBridge cannot say it.</summary>
    public PlannedLaunch? Launch { get; init; }

    /// <summary>Why EventBridge cannot say it; null where it can.</summary>
    public string? RefusedReason { get; init; }

    /// <summary>Why it never runs in Celery either, beyond a crontab that Celery refuses or that no date fits, which the plan sees itself; null for nothing.</summary>
    public string? DeadReason { get; init; }

    /// <summary>Name of the entry that it repeats; null where it stands alone.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Launches a month that a guard inside the task turns away.</summary>
    public decimal GuardedLaunchesPerMonth { get; init; }

    /// <summary>What the owner should know.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];
}

/// <summary>A queue as its history tells.</summary>
public sealed record QueueFacts
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds of work that its tasks took in the month, all senders together; null without a history.</summary>
    public required double? BusySecondsPerMonth { get; init; }

    /// <summary>Tasks that something else than a schedule sends to it; null is unknown, empty is none.</summary>
    public required IReadOnlyList<string>? OtherTasks { get; init; }
}

/// <summary>A worker that is always on.</summary>
public sealed record WorkerCost
{
    /// <summary>Such as <c>atelier/deployment/celery-reports</c>.</summary>
    public required string WorkloadId { get; init; }

    /// <summary>Queues that it takes from.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>What all its replicas cost in the month; null is unknown.</summary>
    public required Usd? MonthlyUsd { get; init; }

    /// <summary>The size that one replica would have on Fargate; null is unknown.</summary>
    public FargateSize? Size { get; init; }
}

/// <summary>Part of the Spot hours that is bought on demand while Spot is out.</summary>
/// <param name="Low">Low end, 0 to 1.</param>
/// <param name="Central">Centre.</param>
/// <param name="High">High end.</param>
public sealed record OnDemandShare(decimal Low, decimal Central, decimal High);

/// <summary>The size of a task whose size is not known.</summary>
public enum UnknownSize
{
    /// <summary>0.25 vCPU and 512 MiB.</summary>
    Smallest,

    /// <summary>That of its worker; the smallest where that is not known either.</summary>
    Worker,
}

/// <summary>Everything that a plan is computed from.</summary>
public sealed record PlanInputs
{
    /// <summary>Name of the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The analysed month, such as <c>2026-10</c>, or what stands for it.</summary>
    public required string Month { get; init; }

    /// <summary>Hours of that month.</summary>
    public required Hours Hours { get; init; }

    /// <summary>Stands for now.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Release of Celery whose rules hold.</summary>
    public CeleryVersion Version { get; init; } = CeleryVersion.Newest;

    /// <summary>The entries, in any order.</summary>
    public required IReadOnlyList<PlanEntry> Entries { get; init; }

    /// <summary>Settings of the app: routes, default queue, result backend.</summary>
    public required CeleryFacts Facts { get; init; }

    /// <summary>How long tasks ran, by task.</summary>
    public required IReadOnlyDictionary<string, TaskRuntime> Runtimes { get; init; }

    /// <summary>The queues; one that is not here has no history.</summary>
    public required IReadOnlyList<QueueFacts> Queues { get; init; }

    /// <summary>The workers.</summary>
    public required IReadOnlyList<WorkerCost> Workers { get; init; }

    /// <summary>Fargate on demand.</summary>
    public required FargateRates OnDemand { get; init; }

    /// <summary>Fargate Spot, same system and architecture.</summary>
    public required FargateRates Spot { get; init; }

    /// <summary>Price of a million invocations of EventBridge Scheduler.</summary>
    public required Price SchedulerInvocations { get; init; }

    /// <summary>The history to replay queues with; null without one, and then no queue leaves its workers but by launches.</summary>
    public ReplayedWork? Replay { get; init; }

    /// <summary>Sizes by task, where known.</summary>
    public IReadOnlyDictionary<string, FargateSize> TaskSizes { get; init; } = new Dictionary<string, FargateSize>();

    /// <summary>What stands for the size of a task that is not in <see cref="TaskSizes"/>.</summary>
    public UnknownSize SizeWhenUnknown { get; init; } = UnknownSize.Smallest;

    /// <summary>Seconds of image pull in each run, which Fargate bills.</summary>
    public decimal ImagePullSeconds { get; init; } = 25;

    /// <summary>Seconds of each run before and after the work: start of the interpreter, import of the app, stop.</summary>
    public decimal StartSeconds { get; init; } = 10;

    /// <summary>On-demand part of the runs.</summary>
    public OnDemandShare Fallback { get; init; } = new(0m, 0.05m, 0.25m);
}
