namespace CostTool.Scheduler.History;

/// <summary>One run of a task: one message with one id, however often it was retried. What a source does not tell is null.</summary>
public readonly record struct TaskRun
{
    /// <summary>Name of the task; null where the source lost it.</summary>
    public required string? Task { get; init; }

    /// <summary>Queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Worker that ran it.</summary>
    public string? Worker { get; init; }

    /// <summary>When it was asked for: sent, or else first seen.</summary>
    public DateTimeOffset? Arrived { get; init; }

    /// <summary>Seconds from its arrival to its first start.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>It was to start later (eta or countdown), so its wait says nothing about the queue.</summary>
    public bool Delayed { get; init; }

    /// <summary>Seconds that its last attempt ran.</summary>
    public double? RuntimeSeconds { get; init; }

    /// <summary>An attempt that ended with this run was seen or is implied: false for a run that was revoked before it started.</summary>
    public bool Attempted { get; init; }

    /// <summary>Attempts before the last one.</summary>
    public int Retries { get; init; }

    /// <summary>How it ended.</summary>
    public TaskOutcome Outcome { get; init; }
}
