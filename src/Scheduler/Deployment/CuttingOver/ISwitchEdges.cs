using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Rows of beat's table.</summary>
public interface IRowSwitch
{
    /// <summary>The row as it is; null when it is gone.</summary>
    /// <exception cref="AccountFaultException">It cannot be read just now.</exception>
    /// <exception cref="ProblemException">It cannot be read at all.</exception>
    Task<CeleryEntry?> ReadAsync(SwitchedEntry entry, CancellationToken cancellationToken);

    /// <summary>Turns the row on or off, if it still is what the plan was made from, and tells beat. Turning off what is off succeeds.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="enabled">On or off.</param>
    /// <param name="lastRun">Its last run from now on; null leaves it.</param>
    /// <param name="cancellationToken">Stops before the transaction is committed.</param>
    /// <exception cref="AccountFaultException">It cannot be written just now, or nobody knows whether it was.</exception>
    /// <exception cref="ProblemException">The row was changed, or may not be written.</exception>
    Task SetAsync(SwitchedEntry entry, bool enabled, Instant? lastRun, CancellationToken cancellationToken);

    /// <summary>Tells beat once more to read its table.</summary>
    Task AnnounceAsync(CancellationToken cancellationToken);
}

/// <summary>Schedules in the account.</summary>
public interface IScheduleSwitch
{
    /// <summary>Whether a schedule is enabled; null where there is none.</summary>
    /// <exception cref="AccountFaultException">It cannot be read just now.</exception>
    Task<bool?> ReadAsync(string physicalName, CancellationToken cancellationToken);

    /// <summary>Turns a schedule on or off, and changes nothing else of what it does.</summary>
    /// <exception cref="AccountFaultException">It cannot be changed just now, or nobody knows whether it was.</exception>
    Task SetAsync(string physicalName, bool enabled, CancellationToken cancellationToken);
}

/// <summary>The time of day, for those who wait for a moment.</summary>
public interface ISwitchClock
{
    /// <summary>Now.</summary>
    Instant Now { get; }

    /// <summary>Waits until an instant; returns at once when it has passed.</summary>
    Task WaitUntilAsync(Instant moment, CancellationToken cancellationToken);
}

/// <summary>When the sides of an entry were stopped and started. Only what is told of missed fires rests on it; what is done next is read from both sides.</summary>
/// <param name="StoppedAt">Just before the first side was stopped.</param>
/// <param name="StartedAt">Just before the second was started; null while neither runs.</param>
public sealed record SwitchRecord(Instant StoppedAt, Instant? StartedAt);

/// <summary>Keeps the records of switches under way, where a killed process leaves them.</summary>
public interface ISwitchJournal
{
    /// <summary>The record of a switch that did not end; null for none.</summary>
    SwitchRecord? Find(string entryId);

    /// <summary>Keeps a record. It is on the disk when this returns.</summary>
    void Write(string entryId, SwitchRecord record);

    /// <summary>The switch ended, and was told.</summary>
    void Clear(string entryId, SwitchDirection direction);
}

/// <summary>Hears how a switch goes.</summary>
public interface ISwitchProgress
{
    /// <summary>An entry waits.</summary>
    void Waiting(SwitchedEntry entry, Instant until, string why);

    /// <summary>A step was done.</summary>
    void Stepped(SwitchedEntry entry, SwitchStep step);

    /// <summary>An entry is done with.</summary>
    void Ended(SwitchOutcome outcome);
}
