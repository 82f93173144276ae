namespace CostTool.Scheduler.Replay.Repair;

/// <summary>How an attempt ended, as far as a source tells.</summary>
public enum AttemptEnd
{
    /// <summary>No end was seen.</summary>
    NotSeen,

    /// <summary>It ran, and returned, failed or was tried again.</summary>
    Ran,

    /// <summary>It was revoked, rejected or expired before it started.</summary>
    NeverStarted,
}

/// <summary>One attempt of a task as a source tells it, before any rule has looked at it. Times are seconds since 1970; what a source does not tell is null.</summary>
public readonly record struct SourceAttempt
{
    /// <summary>Name of the task.</summary>
    public required string? Task { get; init; }

    /// <summary>Queue.</summary>
    public string? Queue { get; init; }

    /// <summary>The worker, whose clock the times below but <see cref="Sent"/> are of.</summary>
    public string? Worker { get; init; }

    /// <summary>When it was sent, by the sender's clock.</summary>
    public double? Sent { get; init; }

    /// <summary>When a worker received it.</summary>
    public double? Received { get; init; }

    /// <summary>When it started.</summary>
    public double? Started { get; init; }

    /// <summary>When it ended.</summary>
    public double? Ended { get; init; }

    /// <summary>Seconds that it ran, where the worker measured them itself.</summary>
    public double? RuntimeSeconds { get; init; }

    /// <summary>Not to start before.</summary>
    public double? Eta { get; init; }

    /// <summary>It was to start later, even where it is not told when: its wait is no queue's.</summary>
    public bool Delayed { get; init; }

    /// <summary>Attempts before this one.</summary>
    public int Retries { get; init; }

    /// <summary>The attempt before this one was seen.</summary>
    public bool FollowsSeen { get; init; }

    /// <summary>How it ended.</summary>
    public AttemptEnd End { get; init; }
}
