namespace CostTool.Scheduler.Dispatching;

/// <summary>What a broker says of one queue at one moment. What it does not say is null and never taken for zero.</summary>
public sealed record QueueBacklog
{
    /// <summary>Name, as Celery knows it.</summary>
    public required string Queue { get; init; }

    /// <summary>Messages that wait to be taken; null is unknown.</summary>
    public required long? Ready { get; init; }

    /// <summary>Messages that a worker holds, running or prefetched; null where the broker does not tell.</summary>
    public required long? InFlight { get; init; }

    /// <summary>Why a number is unknown, as one sentence; null where all is known.</summary>
    public string? Unknown { get; init; }
}

/// <summary>A broker whose queues can be counted. Reading takes no message and changes nothing.</summary>
public interface IBacklogSource : IAsyncDisposable
{
    /// <summary>Where it is, without user and password.</summary>
    string Broker { get; }

    /// <summary>What a worker held that was killed comes back only when another worker is there to look for it: so on Redis. Elsewhere the broker gives it back by itself.</summary>
    bool HeldNeedsWorker => false;

    /// <summary>Counts the queues, one answer for each in the order asked. A queue that does not exist yet has nothing ready.</summary>
    /// <remarks>A broker that does not answer gives unknown counts with the reason, after a bounded time, and is connected to again at the next reading.</remarks>
    /// <exception cref="Analyzer.Problems.ProblemException">Waiting cannot mend it: the broker refuses user or password, or does not know the virtual host.</exception>
    Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken);
}
