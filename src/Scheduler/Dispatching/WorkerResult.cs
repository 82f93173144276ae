namespace CostTool.Scheduler.Dispatching;

/// <summary>What a worker told when it left.</summary>
public sealed record WorkerResult
{
    /// <summary>The worker.</summary>
    public required string WorkerId { get; init; }

    /// <summary>Pool that it was launched for.</summary>
    public required string Pool { get; init; }

    /// <summary>Tasks that ended in it, well or not.</summary>
    public required long Tasks { get; init; }

    /// <summary>Seconds of its places in which something ran.</summary>
    public required double BusySeconds { get; init; }

    /// <summary>From the start of its process until it took messages; null where that is not told.</summary>
    public required TimeSpan? Load { get; init; }
}

/// <summary>Where workers' own words at their end come from. Each is given once.</summary>
public interface IWorkerResultSource
{
    /// <summary>What has come since the last reading, at once and bounded in number.</summary>
    Task<IReadOnlyList<WorkerResult>> ReadAsync(CancellationToken cancellationToken);
}
