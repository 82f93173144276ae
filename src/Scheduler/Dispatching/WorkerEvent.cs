using CostTool.Analyzer.Pricing;

namespace CostTool.Scheduler.Dispatching;

/// <summary>What befell a worker.</summary>
public enum WorkerEventKind
{
    /// <summary>Spot took it away.</summary>
    Interrupted,

    /// <summary>It never started: image, network, secrets or no capacity after all.</summary>
    FailedToStart,

    /// <summary>The kernel ended it, or one of its processes, for want of memory.</summary>
    OutOfMemory,

    /// <summary>It ended with another status than 0, for no reason above.</summary>
    Failed,

    /// <summary>It ended well.</summary>
    Ended,
}

/// <summary>Something that befell a worker, told once for each worker and kind.</summary>
public sealed record WorkerEvent
{
    /// <summary>The worker.</summary>
    public required string WorkerId { get; init; }

    /// <summary>Pool that it was launched for; null where it is none of a dispatcher's.</summary>
    public required string? Pool { get; init; }

    /// <summary>What it was.</summary>
    public required WorkerEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it was bought; null where that is not told.</summary>
    public required PurchaseOption? Purchase { get; init; }

    /// <summary>Task size, vCPU and MiB, as the platform says them; null where not told.</summary>
    public required (decimal Vcpu, decimal MemoryMib)? Size { get; init; }

    /// <summary>Availability zone; null where not told.</summary>
    public required string? Zone { get; init; }

    /// <summary>The platform's words; null where it has none.</summary>
    public string? Reason { get; init; }

    /// <summary>From its start to its end, on the one event that tells the end first; null where not told.</summary>
    public TimeSpan? Worked { get; init; }
}

/// <summary>Where events of workers come from. Each is given once; one that was not settled is given again.</summary>
public interface IWorkerEventSource
{
    /// <summary>What is there, oldest first, at once and bounded in number.</summary>
    Task<IReadOnlyList<WorkerEvent>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The events of the last reading have been taken in and need not be given again.</summary>
    Task SettleAsync(CancellationToken cancellationToken);
}
