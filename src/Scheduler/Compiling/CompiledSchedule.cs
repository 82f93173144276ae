using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>How well EventBridge can say what an entry means.</summary>
public enum CompilationVerdict
{
    /// <summary>The expressions fire at the intended instants, all of them and no others, each once, over the proof's span.</summary>
    Exact,

    /// <summary>The expressions fire at all the intended instants and at others too; the guard, run inside the task, turns the others away.</summary>
    Guarded,

    /// <summary>The expressions fire near the intended instants; the differing ones are listed.</summary>
    Approximate,

    /// <summary>There are no expressions; the refusal says why and what to do.</summary>
    Refused,
}

/// <summary>An entry turned into EventBridge schedules, with the proof of it, or the reason why not.</summary>
/// <remarks>
/// What is intended: a crontab fires at the wall-clock times that all five fields hold, in the entry's zone; a time that does not exist is left out,
/// one that comes twice counts the first time. An interval fires every so much elapsed time after the last run; one of one day fires at the same wall-clock time daily.
/// Celery's own loop sometimes does otherwise (see <see cref="CeleryDifferences"/>); that never makes a schedule inexact.
/// </remarks>
public sealed record CompiledSchedule
{
    /// <summary>What was compiled.</summary>
    public required CeleryEntry Entry { get; init; }

    /// <summary>How well it went.</summary>
    public required CompilationVerdict Verdict { get; init; }

    /// <summary>The schedules to create, sorted by name; none when refused.</summary>
    public required IReadOnlyList<CompiledExpression> Expressions { get; init; }

    /// <summary>Both calendars compared; null where nothing recurs, or nothing was compiled.</summary>
    public CalendarProof? Proof { get; init; }

    /// <summary>Where Celery's own loop of the given release does not do what was intended; null where there is nothing to compare with: it runs once, follows the sun, or is a rate that stands in for the wall clock.</summary>
    public CeleryDifferences? CeleryDifferences { get; init; }

    /// <summary>What the task must check before it works; null for nothing.</summary>
    public DayGuard? Guard { get; init; }

    /// <summary>Why there are no expressions; null when there are.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>MaximumEventAgeInSeconds of the retry policy, 60 to 86,400; null for the service's default.</summary>
    public int? MaximumEventAgeSeconds { get; init; }

    /// <summary>The expressions say nothing of this instant and later ones: compile again before it. Null when they hold for ever.</summary>
    public Instant? RenewBefore { get; init; }

    /// <summary>What the owner should know, each a sentence.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>The fire times of the expressions equal the intended ones.</summary>
    public bool Exact => Verdict == CompilationVerdict.Exact;
}

/// <summary>One schedule to create.</summary>
/// <param name="Name">At most 64 of <c>0-9 a-z A-Z - _ .</c>; stable while the entry and the expression are.</param>
/// <param name="Expression">Such as <c>cron(0 9 ? * MON-FRI *)</c>, at most 256 characters.</param>
/// <param name="TimeZone">IANA zone that the expression is read in.</param>
/// <param name="StartDate">No fire before; the phase of a rate. Null for none.</param>
/// <param name="EndDate">No fire after. Null for none.</param>
/// <param name="FlexibleWindowMinutes">0 for OFF, else 1 to 1,440.</param>
/// <param name="DeleteAfterCompletion">ActionAfterCompletion is DELETE, for what runs once.</param>
/// <param name="Enabled">State is ENABLED.</param>
public sealed record CompiledExpression(
    string Name, EventBridgeExpression Expression, string TimeZone, Instant? StartDate, Instant? EndDate, int FlexibleWindowMinutes, bool DeleteAfterCompletion, bool Enabled)
{
    /// <summary>When it fires; a rate without StartDate is anchored at <paramref name="created"/>.</summary>
    /// <param name="created">When the schedule is created.</param>
    public IFireTimes Calendar(Instant created)
    {
        IFireTimes calendar = Expression.Calendar(DateTimeZoneProviders.Tzdb[TimeZone], StartDate ?? created);
        return Expression is EventBridgeExpression.At ? calendar : new BoundedFireTimes(calendar, StartDate, EndDate);
    }
}

/// <summary>Why an entry has no expressions.</summary>
/// <param name="Reason">One line, quoting the value at fault.</param>
/// <param name="Fallback">The best thing to do instead.</param>
public sealed record Refusal(string Reason, string Fallback);

/// <summary>A check for the task's entry point: work only if the scheduled date, in the entry's zone, is one of these; else exit 0.</summary>
/// <param name="DaysOfMonth">Bit n for day n.</param>
/// <param name="DaysOfWeek">Bit 0 for Sunday to bit 6 for Saturday.</param>
/// <param name="LaunchesTurnedAway">Launches that it turns away over the span of the proof; each costs a start.</param>
public sealed record DayGuard(uint DaysOfMonth, uint DaysOfWeek, long LaunchesTurnedAway)
{
    /// <summary>Whether the task should work on a date of the entry's zone.</summary>
    public bool Allows(LocalDate date) => ((DaysOfMonth >> date.Day) & 1) != 0 && ((DaysOfWeek >> ((int)date.DayOfWeek % 7)) & 1) != 0;

    /// <summary>Such as <c>day-of-month in 1/2 and day-of-week in MON</c>.</summary>
    public override string ToString() => $"day-of-month in {FieldText.Of(DaysOfMonth, CronField.DayOfMonth)} and day-of-week in {FieldText.Of((ulong)DaysOfWeek << 1, CronField.DayOfWeek)}";
}
