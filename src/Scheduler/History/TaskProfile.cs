namespace CostTool.Scheduler.History;

/// <summary>What history says of the tasks of one name. Every count of something left out is part of it.</summary>
public sealed record TaskProfile
{
    /// <summary>Hours in a week.</summary>
    public const int HoursOfWeek = 7 * 24;

    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Runs: messages, however often each was retried.</summary>
    public required long Runs { get; init; }

    /// <summary>Runs that returned.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Runs that failed in the end.</summary>
    public required long Failed { get; init; }

    /// <summary>Runs revoked or expired.</summary>
    public required long Revoked { get; init; }

    /// <summary>Runs rejected by a worker.</summary>
    public required long Rejected { get; init; }

    /// <summary>Runs that ended themselves with Ignore.</summary>
    public required long Ignored { get; init; }

    /// <summary>Runs whose end was not seen.</summary>
    public required long Unfinished { get; init; }

    /// <summary>Attempts that were tried again.</summary>
    public required long Retries { get; init; }

    /// <summary>First arrival; null where no run tells one.</summary>
    public required DateTimeOffset? FirstArrival { get; init; }

    /// <summary>Last arrival.</summary>
    public required DateTimeOffset? LastArrival { get; init; }

    /// <summary>Arrivals by hour of the week in UTC; the first is Monday 00:00 to 01:00.</summary>
    public required IReadOnlyList<long> ArrivalsByHourOfWeek { get; init; }

    /// <summary>Seconds between arrivals.</summary>
    public required DurationSketch BetweenArrivals { get; init; }

    /// <summary>Seconds that each attempt ran, retried and failed ones included: that is what a machine is kept busy with.</summary>
    public required DurationSketch Runtime { get; init; }

    /// <summary>Seconds from arrival to first start, without runs that were to start later.</summary>
    public required DurationSketch QueueWait { get; init; }

    /// <summary>Runs by queue, where it is told; sorted by name.</summary>
    public required IReadOnlyDictionary<string, long> Queues { get; init; }

    /// <summary>Attempts whose runtime the source does not tell. They are in no quantile.</summary>
    public required long AttemptsWithoutRuntime { get; init; }

    /// <summary>Runs whose wait the source does not tell.</summary>
    public required long RunsWithoutWait { get; init; }

    /// <summary>Runs with an eta or countdown: their wait is no queue's.</summary>
    public required long DelayedRuns { get; init; }

    /// <summary>Runs without any time of arrival.</summary>
    public required long RunsWithoutArrival { get; init; }

    /// <summary>Arrivals that came too far out of order to be put between others; they are in the hours, not in the gaps.</summary>
    public required long ArrivalsOutOfOrder { get; init; }
}
