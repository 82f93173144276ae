using CostTool.Scheduler.History;

namespace CostTool.Sources.Celery;

/// <summary>Takes the events of a stream that tell of a task and have an id and a time.</summary>
internal interface IEventTarget
{
    /// <summary>Adds an event.</summary>
    void Add(in CeleryEvent found);

    /// <summary>Hands on everything that is left.</summary>
    void Flush();
}

/// <summary>Joins the events of each task id into runs for profiles.</summary>
internal sealed class EventFold(TaskProfileBuilder profiles) : IEventTarget
{
    private readonly HeldRuns<Run> runs = new(run => profiles.Add(run.ToTaskRun()));

    /// <summary>Runs that were handed on without an end because too many were open.</summary>
    public long GivenUp => runs.GivenUp;

    public void Add(in CeleryEvent found)
    {
        var id = HeldRuns<Run>.Identity(found.Uuid);
        ref var run = ref runs.Of(id);
        run.Name ??= runs.Text(found.Name);
        run.Queue ??= runs.Text(found.Queue);
        var at = found.Timestamp;
        switch (found.Kind)
        {
            case EventKind.Sent:
                run.FirstSent = UnixTime.Earlier(run.FirstSent, at);
                // A retry is sent again with an eta of its own; only the first message says whether the run was to start later.
                if (run.Retries == 0) run.Delayed |= found.HasEta;
                break;
            case EventKind.Received:
                run.FirstReceived = UnixTime.Earlier(run.FirstReceived, at);
                if (run.Retries == 0) run.Delayed |= found.HasEta;
                break;
            case EventKind.Started:
                if (run.Retries == 0) run.FirstStarted = UnixTime.Earlier(run.FirstStarted, at);
                run.Started = at;
                break;
            case EventKind.Retried:
                profiles.AddRetriedAttempt(run.Name, at - run.Started);
                run.Retries++;
                run.Started = null;
                break;
            default:
                End(ref run, id, found);
                break;
        }

        runs.Settle();
    }

    public void Flush() => runs.Flush();

    private void End(ref Run run, UInt128 id, in CeleryEvent found)
    {
        // Some workers report an end twice, such as a revoked task that is rejected too: the first counts.
        if (run.HasEnded) return;
        (run.Outcome, run.Runtime) = found.Kind switch
        {
            EventKind.Succeeded => (TaskOutcome.Succeeded, double.IsNaN(found.Runtime) ? found.Timestamp - run.Started : found.Runtime),
            EventKind.Failed => (TaskOutcome.Failed, found.Timestamp - run.Started),
            EventKind.Revoked => (TaskOutcome.Revoked, found.Timestamp - run.Started),
            _ => (TaskOutcome.Rejected, found.Timestamp - run.Started),
        };
        runs.End(id);
    }

    private struct Run : IHeldRun
    {
        public string? Name;
        public string? Queue;
        public double? FirstSent;
        public double? FirstReceived;
        public double? FirstStarted;
        public double? Started;
        public double? Runtime;
        public int Retries;
        public bool Delayed;
        public TaskOutcome Outcome;

        public long Serial { get; set; }

        public readonly bool HasEnded => Outcome != TaskOutcome.Unfinished;

        public readonly TaskRun ToTaskRun()
        {
            var arrived = FirstSent ?? FirstReceived;
            return new TaskRun
            {
                Task = Name,
                Queue = Queue,
                Arrived = arrived is { } seconds ? UnixTime.Instant(seconds) : null,
                WaitSeconds = FirstStarted - arrived,
                Delayed = Delayed,
                RuntimeSeconds = Runtime,
                // A revoked or rejected run that never started was no attempt.
                Attempted = Outcome is TaskOutcome.Succeeded or TaskOutcome.Failed || (Outcome is TaskOutcome.Revoked or TaskOutcome.Rejected && Started is not null),
                Retries = Retries,
                Outcome = Outcome,
            };
        }
    }
}

/// <summary>Seconds since 1970 as Celery writes them.</summary>
internal static class UnixTime
{
    // The year 9999; Celery's clocks are nearer.
    private const double Latest = 253_402_300_799;

    /// <summary>The instant, to the microsecond; null for what is none.</summary>
    public static DateTimeOffset? Instant(double seconds) =>
        seconds is >= 0 and <= Latest ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1e6) * TimeSpan.TicksPerMicrosecond) : null;

    /// <summary>Seconds since 1970 of an instant; null for none.</summary>
    public static double? Seconds(DateTimeOffset? instant) => instant is { } at ? (at - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond : null;

    /// <summary>The earlier of the two.</summary>
    public static double? Earlier(double? one, double other) => one is { } known && known <= other ? known : other;
}
