namespace CostTool.Scheduler.Replay.Demand;

/// <summary>One attempt of a task as a history takes it. An attempt that was tried again is a row of its own.</summary>
public readonly record struct ReplayTask
{
    /// <summary>When it was sent, in seconds from the start of the history.</summary>
    public required double ArrivalSeconds { get; init; }

    /// <summary>How long it ran, in seconds.</summary>
    public required double RuntimeSeconds { get; init; }

    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Queue that it was sent to.</summary>
    public required string Queue { get; init; }

    /// <summary>Peak memory in MiB; null is unknown.</summary>
    public double? MemoryMib { get; init; }

    /// <summary>Place in the queue: 0 is taken first. Redis counts the same way; RabbitMQ the other way round.</summary>
    public byte Urgency { get; init; }

    /// <summary>Not to start before, in seconds from the start of the history (eta, countdown); null for at once.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Attempts before this one.</summary>
    public int Retries { get; init; }
}
