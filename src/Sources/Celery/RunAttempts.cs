using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Sources.Celery;

/// <summary>Turns the runs of sources that keep one row a run into attempts.</summary>
internal static class RunAttempts
{
    /// <summary>The last attempt of a run; what was before it no such source tells.</summary>
    public static SourceAttempt Of(in TaskRun run)
    {
        var arrived = UnixTime.Seconds(run.Arrived);
        var started = run.WaitSeconds is { } wait ? arrived + wait : run.Attempted && run.RuntimeSeconds is not null ? arrived : null;
        return new SourceAttempt
        {
            Task = run.Task,
            Queue = run.Queue,
            Worker = run.Worker,
            Sent = arrived,
            Started = started,
            RuntimeSeconds = run.RuntimeSeconds,
            // Without a measured wait the start above stands for itself only.
            Delayed = run.Delayed || run.WaitSeconds is null,
            Retries = run.Retries,
            End = run.Outcome == TaskOutcome.Unfinished ? AttemptEnd.NotSeen : run.Attempted ? AttemptEnd.Ran : AttemptEnd.NeverStarted,
        };
    }
}
