using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>What one run knows of an entry that it moves.</summary>
internal sealed class SwitchUnderWay(SwitchedEntry entry, int place, SwitchDirection direction, Instant wakeAt)
{
    public SwitchedEntry Entry { get; } = entry;

    public int Place { get; } = place;

    public SwitchDirection Direction { get; } = direction;

    /// <summary>Looked at next.</summary>
    public Instant WakeAt { get; set; } = wakeAt;

    /// <summary>When the sides were stopped and started, by this run or by one before; null where nothing was.</summary>
    public SwitchRecord? Record { get; set; }

    /// <summary>Neither side runs it.</summary>
    public bool BetweenSides { get; set; }

    /// <summary>This run started the new side.</summary>
    public bool Moved { get; set; }

    public bool Ended { get; set; }

    /// <summary>Times that beat was told since the row last changed.</summary>
    public int Announced { get; set; }

    /// <summary>Faults in a row.</summary>
    public int Faults { get; set; }

    /// <summary>Moment between two fires where none is quiet.</summary>
    public Instant? GapAt { get; set; }

    /// <summary>Fires of both sides; the row's first where there is one.</summary>
    public IReadOnlyList<IFireTimes> Calendars { get; set; } = [];

    /// <summary>Schedules that a run before had enabled already.</summary>
    public IReadOnlyList<SwitchedSchedule> RanAlready { get; set; } = [];

    /// <summary>A job is on at a side when any part of it fires there where that side is to be stopped, and when all of it does where it is to be started.</summary>
    public SwitchState StateOf(bool rowEnabled, IReadOnlyList<bool?> schedules) => new(
        rowEnabled,
        schedules.Contains(null) ? null
        : Direction is SwitchDirection.ToSchedule && !rowEnabled ? schedules.All(on => on is true)
        : schedules.Any(on => on is true));

    public bool SecondPass(Instant at) => Direction is SwitchDirection.ToRow && RowCalendar.IsSecondPass(Entry.Row.TimeZone, at);

    /// <summary>Fires between the stop of one side and the start of the other.</summary>
    public IReadOnlyList<MissedFire> Missed(SwitchGuard guard)
    {
        if (Record is not { StartedAt: { } started } record) return [];
        // What takes up a change late may miss more where no quiet moment was there.
        var until = GapAt is not null && Direction is SwitchDirection.ToSchedule ? started + guard.TakeUp : started;
        var made = RanAlready.SelectMany(schedule => schedule.Calendar.After(record.StoppedAt, until)).ToHashSet();
        return [.. Entry.Schedules.SelectMany(schedule => schedule.Calendar.After(record.StoppedAt, until)).Distinct().Where(fire => !made.Contains(fire)).Order().Select(fire => new MissedFire(fire, fire <= started))];
    }
}
