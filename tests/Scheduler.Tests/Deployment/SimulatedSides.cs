using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Beat with its table and EventBridge with its schedules, over a clock that the switch moves. Both see changes late, as the real ones do.</summary>
internal sealed class SimulatedSides(Instant start) : IRowSwitch, IScheduleSwitch, ISwitchClock, ISwitchJournal, ISwitchProgress
{
    private static readonly Duration Loop = Duration.FromSeconds(5);
    private static readonly Duration TakeUp = Duration.FromSeconds(59);

    private readonly Dictionary<long, CeleryEntry> table = [];
    private readonly Dictionary<long, Instant> loaded = [];
    private readonly Dictionary<string, (IFireTimes Calendar, string Name, List<(Instant From, bool Enabled)> States)> schedules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SwitchRecord> records = new(StringComparer.Ordinal);
    private Instant? changeSeenAt;
    private bool lastUpdateKnown;

    public Instant Now { get; private set; } = start;

    /// <summary>What ran, by name of the entry: when it was due, and who ran it.</summary>
    public List<(string Name, Instant Due, string Side)> Ran { get; } = [];

    public List<SwitchOutcome> Told { get; } = [];

    public List<(SwitchStep Step, Instant At)> Steps { get; } = [];

    /// <summary>Calls so far, before and after their effect.</summary>
    public int Moments { get; private set; }

    /// <summary>The moment from which nothing happens any more, as the process was killed; null for none.</summary>
    public int? KillAt { get; set; }

    /// <summary>Calls that fail before or after their effect, by moment.</summary>
    public Func<int, bool> Fault { get; set; } = _ => false;

    /// <summary>Beat writes a row whole just after the first time that we disabled it.</summary>
    public bool UndoesFirstWrite { get; set; }

    public CeleryVersion Version => CeleryVersion.Newest;

    public void Add(long id, CeleryEntry entry, string schedule, IFireTimes calendar, bool onSchedule = false)
    {
        table[id] = entry with { Enabled = !onSchedule };
        schedules[schedule] = (calendar, entry.Name, [(Instant.MinValue, onSchedule)]);
        if (!onSchedule) loaded[id] = Instant.FromDateTimeOffset(entry.LastRun!.Value);
    }

    public bool IsOn(long id, string schedule) => table[id].Enabled && schedules[schedule].States[^1].Enabled;

    public bool RowOn(long id) => table[id].Enabled;

    public bool ScheduleOn(string schedule) => schedules[schedule].States[^1].Enabled;

    public Task WaitUntilAsync(Instant moment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PassUntil(moment);
        return Task.CompletedTask;
    }

    /// <summary>Time passes: both sides run what they have to.</summary>
    public void PassUntil(Instant moment)
    {
        while (Now < moment)
        {
            var fires = loaded.Select(row => (Id: row.Key, Due: RowCalendar.Of(table[row.Key] with { LastRun = row.Value.ToDateTimeOffset() }, Version, row.Value)!.Next(row.Value) ?? Instant.MaxValue)).ToList();
            var invocations = schedules.Values.Select(one => (one.Name, one.States, Due: one.Calendar.Next(Now) ?? Instant.MaxValue)).ToList();
            // What lies in the past, as after a late pick-up, is sent at once.
            var at = fires.Select(fire => Instant.Max(fire.Due, Now)).Concat(invocations.Select(one => one.Due)).Append(changeSeenAt ?? moment).Append(moment).Min();
            foreach (var (id, due) in fires.Where(fire => fire.Due <= at))
            {
                Ran.Add((table[id].Name, due, "beat"));
                loaded[id] = at;
                table[id] = table[id] with { LastRun = at.ToDateTimeOffset() };
            }

            foreach (var (name, states, due) in invocations.Where(one => one.Due <= at))
                if (states.Last(state => state.From <= due).Enabled) Ran.Add((name, due, "schedule"));
            Now = at;
            if (changeSeenAt <= Now) PickUp();
        }
    }

    private void PickUp()
    {
        changeSeenAt = null;
        loaded.Clear();
        foreach (var (id, row) in table.Where(row => row.Value.Enabled)) loaded[id] = row.LastRun is { } last ? Instant.FromDateTimeOffset(last) : Now;
    }

    private void Bump()
    {
        // Its first look only takes note of the time.
        if (!lastUpdateKnown)
        {
            lastUpdateKnown = true;
            return;
        }

        changeSeenAt ??= Now + Loop;
    }

    public Task<CeleryEntry?> ReadAsync(SwitchedEntry entry, CancellationToken cancellationToken)
    {
        Moment("read row", FaultEffect.None);
        return Task.FromResult<CeleryEntry?>(table[entry.RowId!.Value]);
    }

    public Task SetAsync(SwitchedEntry entry, bool enabled, Instant? lastRun, CancellationToken cancellationToken)
    {
        Moment("before the row is written", FaultEffect.None);
        var id = entry.RowId!.Value;
        table[id] = table[id] with { Enabled = enabled, LastRun = lastRun?.ToDateTimeOffset() ?? table[id].LastRun };
        Bump();
        if (UndoesFirstWrite && !enabled)
        {
            UndoesFirstWrite = false;
            table[id] = table[id] with { Enabled = true };
        }

        Moment("after the row was written", FaultEffect.Unknown);
        return Task.CompletedTask;
    }

    public Task AnnounceAsync(CancellationToken cancellationToken)
    {
        Moment("before beat is told", FaultEffect.None);
        Bump();
        Moment("after beat was told", FaultEffect.Unknown);
        return Task.CompletedTask;
    }

    public Task<bool?> ReadAsync(string physicalName, CancellationToken cancellationToken)
    {
        Moment("read schedule", FaultEffect.None);
        return Task.FromResult(schedules.TryGetValue(physicalName, out var schedule) ? schedule.States[^1].Enabled : (bool?)null);
    }

    public Task SetAsync(string physicalName, bool enabled, CancellationToken cancellationToken)
    {
        Moment("before the schedule is written", FaultEffect.None);
        schedules[physicalName].States.Add((Now + TakeUp, enabled));
        Moment("after the schedule was written", FaultEffect.Unknown);
        return Task.CompletedTask;
    }

    public SwitchRecord? Find(string entryId) => records.GetValueOrDefault(entryId);

    public void Write(string entryId, SwitchRecord record)
    {
        Moment("before the record", null);
        records[entryId] = record;
        Moment("after the record", null);
    }

    public void Clear(string entryId, SwitchDirection direction)
    {
        Moment("before the record goes", null);
        records.Remove(entryId);
    }

    public void Waiting(SwitchedEntry entry, Instant until, string why) => Assert.True(until > Now);

    public void Stepped(SwitchedEntry entry, SwitchStep step) => Steps.Add((step, Now));

    public void Ended(SwitchOutcome outcome) => Told.Add(outcome);

    private void Moment(string what, FaultEffect? faults)
    {
        Moments++;
        if (Moments >= KillAt) throw new ProcessKilledException($"{what} ({Moments})");
        if (faults is { } can && Fault(Moments)) throw new AccountFaultException($"cut {what}", can);
    }
}

/// <summary>The process was killed.</summary>
internal sealed class ProcessKilledException(string at) : Exception(at);
