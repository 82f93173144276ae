namespace CostTool.Scheduler.Schedules;

/// <summary>What a Celery app says of itself, for the checks. Null means that the source does not tell.</summary>
public sealed record CeleryFacts
{
    /// <summary>Release of Celery, such as <c>5.2.6</c>, as written.</summary>
    public string? CeleryVersion { get; init; }

    /// <summary>Zone in which beat reads the fields of a crontab.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Celery counts in UTC inside.</summary>
    public bool? EnableUtc { get; init; }

    /// <summary>Kind of broker: the scheme of its URL, such as <c>redis</c>.</summary>
    public string? BrokerScheme { get; init; }

    /// <summary>Kind of result backend: the scheme of its URL.</summary>
    public string? ResultBackendScheme { get; init; }

    /// <summary>Seconds after which Redis or SQS hands an unacknowledged message to another worker; null for the transport's default.</summary>
    public double? VisibilityTimeoutSeconds { get; init; }

    /// <summary>Setting <c>task_acks_late</c>.</summary>
    public bool? AcksLate { get; init; }

    /// <summary>Setting <c>task_reject_on_worker_lost</c>.</summary>
    public bool? RejectOnWorkerLost { get; init; }

    /// <summary>Setting <c>task_time_limit</c> in seconds.</summary>
    public double? TimeLimitSeconds { get; init; }

    /// <summary>Setting <c>task_soft_time_limit</c> in seconds.</summary>
    public double? SoftTimeLimitSeconds { get; init; }

    /// <summary>Setting <c>task_track_started</c>: a results row is made when its task starts.</summary>
    public bool? TrackStarted { get; init; }

    /// <summary>Setting <c>worker_prefetch_multiplier</c>.</summary>
    public int? PrefetchMultiplier { get; init; }

    /// <summary>Setting <c>beat_scheduler</c>, a class name.</summary>
    public string? BeatScheduler { get; init; }

    /// <summary>Setting <c>result_expires</c> in seconds.</summary>
    public double? ResultExpiresSeconds { get; init; }

    /// <summary>Queue of a task without a route.</summary>
    public string? DefaultQueue { get; init; }

    /// <summary>Routes in their order.</summary>
    public IReadOnlyList<TaskRoute> Routes { get; init; } = [];

    /// <summary>Tasks that the app registers, sorted by name.</summary>
    public IReadOnlyList<TaskFacts> Tasks { get; init; } = [];
}

/// <summary>Where tasks of a name go.</summary>
/// <param name="Pattern">Task name with stars; null where the route is code.</param>
/// <param name="Queue">Queue; null where it is not told.</param>
/// <param name="Custom">Class of a route that is code.</param>
public sealed record TaskRoute(string? Pattern, string? Queue, string? Custom);

/// <summary>What a task says of itself. Null means: as the app's setting.</summary>
public sealed record TaskFacts
{
    /// <summary>Name of the task.</summary>
    public required string Name { get; init; }

    /// <summary>Acknowledged after it ran.</summary>
    public bool? AcksLate { get; init; }

    /// <summary>Put back when the worker process dies.</summary>
    public bool? RejectOnWorkerLost { get; init; }

    /// <summary>Hard limit in seconds.</summary>
    public double? TimeLimitSeconds { get; init; }

    /// <summary>Soft limit in seconds.</summary>
    public double? SoftTimeLimitSeconds { get; init; }

    /// <summary>Reports when it starts.</summary>
    public bool? TrackStarted { get; init; }
}
