using CostTool.Analyzer.Fargate;

namespace CostTool.Scheduler.Dispatching;

/// <summary>Queues that are drained together by workers of one size: an item of <c>dispatch: pools:</c> in costtool.yaml.</summary>
public sealed record WorkerPool
{
    /// <summary>Name: a lower-case letter, then letters, digits and hyphens, 20 at most.</summary>
    public required string Name { get; init; }

    /// <summary>The queues; a queue is of one pool only.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Size of a worker.</summary>
    public required FargateSize Size { get; init; }

    /// <summary>Tasks that a worker runs at once.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Within how many seconds a message that waits should have been taken.</summary>
    public required int DeadlineSeconds { get; init; }

    /// <summary>A worker leaves after so many seconds without work.</summary>
    public int IdleSeconds { get; init; } = 30;

    /// <summary>A worker takes nothing more after so many seconds.</summary>
    public int WorkerDeadlineSeconds { get; init; } = 3600;

    /// <summary>Most workers at once.</summary>
    public int MaxWorkers { get; init; } = 20;

    /// <summary>A task whose process died so often becomes a dead letter.</summary>
    public int MaxDeaths { get; init; } = 3;

    /// <summary>Seconds that a task takes, until the workers have shown it; null where nobody said.</summary>
    public double? TaskSeconds { get; init; }

    /// <summary>A deployment starts a worker every so many minutes, whether messages wait or not; null: only when something asks for one.</summary>
    public int? EveryMinutes { get; init; }

    /// <summary>Spot may be used. Otherwise all workers are on demand.</summary>
    public bool Spot { get; init; } = true;
}
