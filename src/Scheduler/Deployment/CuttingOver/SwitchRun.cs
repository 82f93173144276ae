using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Moves entries from one side to the other, each at a quiet moment of its own, many at a time.</summary>
/// <remarks>
/// Before each step both sides are read, and <see cref="SwitchOrder"/> says what comes next: a run that was killed anywhere is gone on with by another.
/// Beat is told twice, a loop apart: the first time that it looks it only takes note of the time of the last change (django-celery-beat, <c>DatabaseScheduler.schedule_changed</c>: <c>ts &gt; (last if last else ts)</c>),
/// so that one change just after it started would be lost; and beat writes its rows whole when it saves their last run, so that between its reading and its writing ours is undone. That is seen when the row is read again.
/// </remarks>
public sealed class SwitchRun(IRowSwitch rows, IScheduleSwitch schedules, ISwitchClock clock, ISwitchJournal journal, ISwitchProgress progress, SwitchOptions options)
{
    private const int Announcements = 2;
    private static readonly Duration FirstRetry = Duration.FromSeconds(5);
    private static readonly Duration LongestRetry = Duration.FromMinutes(1);

    private readonly List<SwitchOutcome> outcomes = [];
    private readonly Lock gate = new();

    /// <summary>Moves every entry that can be moved.</summary>
    /// <param name="entries">The entries, in the order of the plan.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="cancellationToken">Nothing is begun any more; an entry that neither side runs is brought to the end.</param>
    /// <returns>How each ended, in the order given.</returns>
    public async Task<IReadOnlyList<SwitchOutcome>> DoAsync(IReadOnlyList<SwitchedEntry> entries, SwitchDirection direction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<SwitchUnderWay> open = [.. entries.Select((entry, place) => new SwitchUnderWay(entry, place, direction, clock.Now) { Record = journal.Find(entry.Id) })];
        while (open.Count > 0)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                foreach (var waiting in open.Where(item => !item.BetweenSides)) End(waiting, SwitchEnd.Stopped, "stopped before its turn");
                open.RemoveAll(item => item.Ended);
                if (open.Count == 0) break;
            }

            try
            {
                await clock.WaitUntilAsync(open.Min(item => item.WakeAt), open.Exists(item => !item.BetweenSides) ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                continue;
            }

            var now = clock.Now;
            var due = open.Where(item => item.WakeAt <= now).OrderBy(item => item.WakeAt).ThenBy(item => item.Place).Take(options.Concurrency);
            await Task.WhenAll(due.Select(VisitAsync)).ConfigureAwait(false);
            open.RemoveAll(item => item.Ended);
        }

        var places = entries.Select((entry, place) => (entry.Id, place)).ToDictionary(StringComparer.Ordinal);
        return [.. outcomes.OrderBy(outcome => places[outcome.Entry.Id])];
    }

    // Short, and never stopped in the middle: every call is followed by a look at what it did.
    private async Task VisitAsync(SwitchUnderWay item)
    {
        try
        {
            await StepAsync(item).ConfigureAwait(false);
            item.Faults = 0;
        }
        catch (AccountFaultException fault) when (++item.Faults < options.Attempts)
        {
            item.WakeAt = clock.Now + Duration.Min(LongestRetry, FirstRetry * Math.Pow(2, item.Faults - 1));
            progress.Waiting(item.Entry, item.WakeAt, fault.Message);
        }
        catch (AccountFaultException fault)
        {
            End(item, SwitchEnd.Failed, $"{fault.Message}{Where(item)}");
        }
        catch (ProblemException problem)
        {
            End(item, item.BetweenSides ? SwitchEnd.Failed : SwitchEnd.Refused, $"{string.Join("; ", problem.Problems)}{Where(item)}");
        }
    }

    private static string Where(SwitchUnderWay item) => item.BetweenSides ? "; neither side runs it now: run the command again to go on" : "";

    private async Task StepAsync(SwitchUnderWay item)
    {
        var entry = item.Entry;
        var row = entry.RowId is null ? null : await rows.ReadAsync(entry, CancellationToken.None).ConfigureAwait(false);
        if (entry.RowId is not null && (row is null ? "it is gone" : entry.Row.DifferenceFrom(row)) is { } difference)
        {
            End(item, item.BetweenSides ? SwitchEnd.Failed : SwitchEnd.Refused, $"the row is not the one of the plan: {difference}; plan again{Where(item)}");
            return;
        }

        var enabled = await Task.WhenAll(entry.Schedules.Select(schedule => schedules.ReadAsync(schedule.PhysicalName, CancellationToken.None))).ConfigureAwait(false);
        var state = item.StateOf(row?.Enabled ?? (item.Direction is SwitchDirection.ToSchedule && !entry.Confirmed), enabled);
        var step = item.Direction is SwitchDirection.ToSchedule ? SwitchOrder.ToSchedule(state) : SwitchOrder.ToRow(state);
        item.BetweenSides = state is { RowEnabled: false, ScheduleEnabled: false } && row is not null;
        item.Calendars = [.. entry.Schedules.Select(schedule => schedule.Calendar)];
        if (row is not null && RowCalendar.Of(row, options.Version, clock.Now) is { } fires) item.Calendars = [fires, .. item.Calendars];
        switch (step)
        {
            case SwitchStep.CreateDisabled:
                End(item, SwitchEnd.Refused, "it has no schedule yet: apply the plan first");
                break;
            case SwitchStep.DisableRow when entry.RowId is null:
                End(item, SwitchEnd.LeftToOwner, $"it stands in the app's own settings, which only you can change: remove `{entry.Row.Name}` ({entry.Origin}) from `beat_schedule`, deploy beat, and run this again with --confirm \"{entry.Row.Name}\"");
                break;
            case SwitchStep.EnableRow when entry.RowId is null:
                End(item, SwitchEnd.LeftToOwner, $"its schedule is disabled; put `{entry.Row.Name}` ({entry.Origin}) back into `beat_schedule` and deploy beat: nobody runs it until then");
                break;
            case SwitchStep.DisableRow or SwitchStep.DisableSchedule:
                await StopAsync(item, step, state, enabled).ConfigureAwait(false);
                break;
            case SwitchStep.EnableSchedule:
                await StartScheduleAsync(item, row, enabled).ConfigureAwait(false);
                break;
            case SwitchStep.EnableRow:
                await StartRowAsync(item, row!).ConfigureAwait(false);
                break;
            default:
                await FinishAsync(item, row).ConfigureAwait(false);
                break;
        }
    }

    private async Task StopAsync(SwitchUnderWay item, SwitchStep step, SwitchState state, bool?[] enabled)
    {
        var entry = item.Entry;
        // Both on is what must never be: no moment is waited for.
        if (state is not { RowEnabled: true, ScheduleEnabled: true } && !MayStop(item)) return;
        item.Record = new SwitchRecord(clock.Now, null);
        journal.Write(entry.Id, item.Record);
        if (step is SwitchStep.DisableRow)
        {
            await rows.SetAsync(entry, enabled: false, lastRun: null, CancellationToken.None).ConfigureAwait(false);
            item.Announced = 1;
            item.WakeAt = clock.Now + options.Guard.BeatLoop;
        }
        else
        {
            for (var each = 0; each < enabled.Length; each++)
                if (enabled[each] is true) await schedules.SetAsync(entry.Schedules[each].PhysicalName, enabled: false, CancellationToken.None).ConfigureAwait(false);
        }

        item.BetweenSides = state is not { RowEnabled: true, ScheduleEnabled: true };
        progress.Stepped(entry, step);
    }

    private bool MayStop(SwitchUnderWay item)
    {
        var now = clock.Now;
        if (item.GapAt is { } gap) return gap <= now || Wait(item, gap, "between two fires");
        var guard = options.Guard;
        // A run may be started so long after it was due.
        if (item.Direction is SwitchDirection.ToRow) guard = guard with { Before = guard.Before + item.Entry.Schedules.Select(schedule => schedule.Window).DefaultIfEmpty(Duration.Zero).Max() };
        if (!item.SecondPass(now) && QuietMoment.Find(item.Calendars, now, guard, now) is not null) return true;
        var until = now + options.Horizon;
        var moment = QuietMoment.Find(item.Calendars, now, guard.Padded(), until);
        // An hour that comes twice is a bad time for a last run.
        while (moment is { } at && item.SecondPass(at)) moment = QuietMoment.Find(item.Calendars, at + Duration.FromMinutes(5), guard.Padded(), until);
        if (moment is { } quiet) return Wait(item, quiet, "quiet moment");
        if (options.AllowGap)
        {
            item.GapAt = QuietMoment.BetweenTwo(item.Calendars, now);
            return Wait(item, item.GapAt.Value, "between two fires");
        }

        End(item, SwitchEnd.Refused, $"its fires are too close together: none of the next {options.Horizon.TotalDays:0} days leaves {(guard.Before + guard.After).TotalSeconds:0} s free; --allow-gap switches it between two fires and tells what was missed");
        return false;
    }

    private bool Wait(SwitchUnderWay item, Instant until, string why)
    {
        item.WakeAt = until;
        progress.Waiting(item.Entry, until, why);
        return false;
    }

    private async Task StartScheduleAsync(SwitchUnderWay item, CeleryEntry? row, bool?[] enabled)
    {
        if (row is not null && !await AnnouncedAsync(item).ConfigureAwait(false)) return;
        var now = clock.Now;
        if (item.GapAt is null && QuietMoment.Find(item.Calendars, now, options.Guard.ToStart(), now) is null && QuietMoment.Find(item.Calendars, now, options.Guard.ToStart(), now + options.Horizon) is { } quiet)
        {
            Wait(item, quiet, "quiet moment");
            return;
        }

        Start(item, enabled);
        for (var each = 0; each < enabled.Length; each++)
            if (enabled[each] is not true) await schedules.SetAsync(item.Entry.Schedules[each].PhysicalName, enabled: true, CancellationToken.None).ConfigureAwait(false);
        progress.Stepped(item.Entry, SwitchStep.EnableSchedule);
    }

    private async Task StartRowAsync(SwitchUnderWay item, CeleryEntry row)
    {
        var now = clock.Now;
        var once = row.OneOff || row.Schedule is CelerySchedule.Clocked;
        if (once && item.Entry.Schedules.All(schedule => schedule.Calendar.Next(now) is null))
        {
            End(item, SwitchEnd.Refused, "it runs once and its time has passed: enabling the row would run it again");
            return;
        }

        Start(item, []);
        await rows.SetAsync(item.Entry, enabled: true, RowCalendar.LastRun(row.Schedule, item.Entry.Schedules, now), CancellationToken.None).ConfigureAwait(false);
        item.Announced = 1;
        item.WakeAt = clock.Now + options.Guard.BeatLoop;
        progress.Stepped(item.Entry, SwitchStep.EnableRow);
    }

    // The moment is kept before the call: a kill after it then tells no fire that the new side made.
    private void Start(SwitchUnderWay item, bool?[] enabled)
    {
        item.RanAlready = [.. item.Entry.Schedules.Where((_, each) => each < enabled.Length && enabled[each] is true)];
        item.Record = item.Record is { } record ? record with { StartedAt = clock.Now } : null;
        if (item.Record is not null) journal.Write(item.Entry.Id, item.Record);
        item.Moved = true;
    }

    private async Task FinishAsync(SwitchUnderWay item, CeleryEntry? row)
    {
        var unfinished = item.Moved || item.Record?.StartedAt is not null;
        if (item.Direction is SwitchDirection.ToRow && unfinished && !await AnnouncedAsync(item).ConfigureAwait(false)) return;
        var unknown = item.Moved && item.Record is null && row is not null;
        End(
            item,
            unfinished ? SwitchEnd.Switched : SwitchEnd.AlreadyThere,
            unknown ? "neither side ran it before, and nothing tells since when: look whether runs are missing"
            : item.Entry.Confirmed && item.Moved ? "runs since you removed it from beat are missing: run them with `costtool schedule run` if they matter" : null);
    }

    private async Task<bool> AnnouncedAsync(SwitchUnderWay item)
    {
        if (item.Announced >= Announcements) return true;
        await rows.AnnounceAsync(CancellationToken.None).ConfigureAwait(false);
        item.Announced++;
        return Wait(item, clock.Now + options.Guard.BeatLoop, "beat reads its table");
    }

    private void End(SwitchUnderWay item, SwitchEnd end, string? reason)
    {
        var missed = end is SwitchEnd.Switched ? item.Missed(options.Guard) : [];
        var outcome = new SwitchOutcome(item.Entry, end, reason, missed);
        item.Ended = true;
        lock (gate) outcomes.Add(outcome);
        progress.Ended(outcome);
        if (end is SwitchEnd.Switched or SwitchEnd.AlreadyThere or SwitchEnd.LeftToOwner) journal.Clear(item.Entry.Id, item.Direction);
    }
}
