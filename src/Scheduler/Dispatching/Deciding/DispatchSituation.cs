using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Learning;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>All that a decision rests on: what was read at one moment, and what was learned before.</summary>
public sealed record DispatchSituation
{
    /// <summary>When.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The pools, with what is known of each.</summary>
    public required IReadOnlyList<PoolSituation> Pools { get; init; }

    /// <summary>All workers that exist, with those that were launched and are not told by the platform yet; null where the platform did not say.</summary>
    public required IReadOnlyList<DispatchedWorker>? Workers { get; init; }

    /// <summary>Why nothing may be launched whatever is needed, such as a lease that another has; null where it may.</summary>
    public string? Hold { get; init; }

    /// <summary>Whether Spot is used.</summary>
    public required SpotBreaker Breaker { get; init; }

    /// <summary>What all workers together may cost at most; null is without a limit.</summary>
    public required UsdPerHour? Budget { get; init; }

    /// <summary>How often decisions are made.</summary>
    public required TimeSpan Poll { get; init; }

    /// <summary>What makes the token of an order another one: how many orders for the same fleet have been answered, by pool and purchase option; nothing for none.</summary>
    public IReadOnlyDictionary<string, int> Answered { get; init; } = new Dictionary<string, int>();
}

/// <summary>What is known of a pool.</summary>
public sealed record PoolSituation
{
    /// <summary>The pool.</summary>
    public required WorkerPool Pool { get; init; }

    /// <summary>What its workers cost.</summary>
    public required PoolPrice Price { get; init; }

    /// <summary>Its queues as the broker counts them.</summary>
    public required IReadOnlyList<QueueBacklog> Backlog { get; init; }

    /// <summary>Seconds of a task.</summary>
    public required TaskTime TaskTime { get; init; }

    /// <summary>From a launch until the process runs.</summary>
    public required StartUpTime StartUp { get; init; }

    /// <summary>From there until the first message is taken: the import of the app.</summary>
    public required StartUpTime Claim { get; init; }

    /// <summary>How long messages have been waiting, the last reading among them.</summary>
    public required WaitingMessages Waiting { get; init; }

    /// <summary>Messages are held, none waits and no worker is there, and it is time that one comes and takes them back.</summary>
    public bool TakeBack { get; init; }

    /// <summary>Why this pool launches nothing whatever it needs, such as workers that end badly one after the other; null where it may.</summary>
    public string? Hold { get; init; }

    /// <summary>Messages that wait in all queues; null where one is unknown.</summary>
    public long? Ready => Sum(queue => queue.Ready);

    /// <summary>Messages that workers hold in all queues; null where one is unknown.</summary>
    public long? InFlight => Sum(queue => queue.InFlight);

    private long? Sum(Func<QueueBacklog, long?> count) => Backlog.Aggregate((long?)0, (sum, queue) => sum + count(queue));
}
