namespace CostTool.Scheduler.Calendars;

/// <summary>What Celery's schedules do differently from one release to the next; the only place that knows which release does what.</summary>
public sealed record CeleryRules
{
    private CeleryRules(CeleryVersion version)
    {
        ReadsMonthNames = version >= new CeleryVersion(5, 5, 0);
        TakesEveningForNextDay = version < new CeleryVersion(5, 3, 0);
        GapMovesByItsLength = version >= new CeleryVersion(5, 5, 2);
    }

    /// <summary>From 5.5.0: <c>jan</c> is 1, in every field and before a weekday of the same letters is looked for.</summary>
    public bool ReadsMonthNames { get; }

    /// <summary>
    /// Before 5.3.0: midnight of a candidate day is taken in UTC when it is compared with the last run. West of Greenwich an evening run
    /// is already past that midnight, so the next day is taken for a past one and the search jumps to the next month. Only where the day of the month or the month is not literally <c>*</c>.
    /// </summary>
    public bool TakesEveningForNextDay { get; }

    /// <summary>
    /// From 5.5.2: a local time inside a spring gap moves by the gap's length, because the time left is counted in UTC.
    /// Before: local times are subtracted, so the fire comes at the first instant after the gap.
    /// </summary>
    public bool GapMovesByItsLength { get; }

    /// <summary>The rules of a release.</summary>
    public static CeleryRules Of(CeleryVersion version) => new(version);
}
