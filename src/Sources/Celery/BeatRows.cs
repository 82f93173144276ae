using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Sources.Celery;

/// <summary>Turns rows of django-celery-beat on and off, in a database of a running app.</summary>
/// <param name="url">The database.</param>
/// <param name="times">How it stores times.</param>
/// <param name="clock">Says now.</param>
public sealed class BeatRows(DatabaseUrl url, CeleryTimes times, ISwitchClock clock) : IRowSwitch
{
    /// <inheritdoc />
    public Task<CeleryEntry?> ReadAsync(SwitchedEntry entry, CancellationToken cancellationToken) =>
        WritableBeat.DoAsync(url, times, beat => beat.LockAsync(IdOf(entry), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task SetAsync(SwitchedEntry entry, bool enabled, Instant? lastRun, CancellationToken cancellationToken) => WritableBeat.DoAsync(url, times, async beat =>
    {
        var row = await beat.LockAsync(IdOf(entry), cancellationToken).ConfigureAwait(false);
        if ((row is null ? "it is gone" : entry.Row.DifferenceFrom(row)) is { } difference)
            throw new ProblemException(new Problem($"the row of `{entry.Row.Name}` is not the one of the plan: {difference}", entry.Origin, "plan again"));
        await beat.SetAsync(IdOf(entry), enabled, lastRun, cancellationToken).ConfigureAwait(false);
        await beat.AnnounceAsync(clock.Now, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <inheritdoc />
    public Task AnnounceAsync(CancellationToken cancellationToken) => WritableBeat.DoAsync(url, times, async beat =>
    {
        await beat.AnnounceAsync(clock.Now, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    private static long IdOf(SwitchedEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.RowId ?? throw new ArgumentException($"`{entry.Row.Name}` has no row", nameof(entry));
    }
}
