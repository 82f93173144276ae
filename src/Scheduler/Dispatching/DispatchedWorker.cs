using CostTool.Analyzer.Pricing;

namespace CostTool.Scheduler.Dispatching;

/// <summary>How far a worker has come.</summary>
public enum WorkerStage
{
    /// <summary>Asked for; it takes nothing yet.</summary>
    Starting,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>It was told to stop, or is stopping by itself; it takes nothing more.</summary>
    Stopping,
}

/// <summary>A worker that exists, as the platform tells it.</summary>
public sealed record DispatchedWorker
{
    /// <summary>ARN of the task, or what names the process.</summary>
    public required string Id { get; init; }

    /// <summary>Pool that it was launched for.</summary>
    public required string Pool { get; init; }

    /// <summary>How it is bought.</summary>
    public required PurchaseOption Purchase { get; init; }

    /// <summary>How far it has come.</summary>
    public required WorkerStage Stage { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>When its process began; null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Availability zone; null where there is none or it is not known yet.</summary>
    public string? Zone { get; init; }
}
