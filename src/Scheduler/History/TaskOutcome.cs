namespace CostTool.Scheduler.History;

/// <summary>How a run ended.</summary>
public enum TaskOutcome
{
    /// <summary>No end was seen: still running, lost, or ended without an event.</summary>
    Unfinished,

    /// <summary>Returned.</summary>
    Succeeded,

    /// <summary>Raised, was killed or ran out of time.</summary>
    Failed,

    /// <summary>Revoked before or while it ran, or expired.</summary>
    Revoked,

    /// <summary>Rejected by the worker.</summary>
    Rejected,

    /// <summary>Ended itself with Celery's Ignore.</summary>
    Ignored,
}
