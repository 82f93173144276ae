using System.Diagnostics.CodeAnalysis;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Calendars;

/// <summary>A crontab that Celery accepts: five sets, all of which must hold the local time (the day of the month <em>and</em> the day of the week).</summary>
public sealed record CeleryCrontab
{
    private CeleryCrontab(ulong minutes, uint hours, uint daysOfWeek, uint daysOfMonth, uint months, bool everyDate) =>
        (Minutes, Hours, DaysOfWeek, DaysOfMonth, Months, DatesAreStars) = (minutes, hours, daysOfWeek, daysOfMonth, months, everyDate);

    /// <summary>Bit n is minute n.</summary>
    public ulong Minutes { get; }

    /// <summary>Bit n is hour n.</summary>
    public uint Hours { get; }

    /// <summary>Bit n is weekday n, Sunday is 0.</summary>
    public uint DaysOfWeek { get; }

    /// <summary>Bit n is day n; bit 0 is never set.</summary>
    public uint DaysOfMonth { get; }

    /// <summary>Bit n is month n; bit 0 is never set.</summary>
    public uint Months { get; }

    /// <summary>
    /// The day of the month and the month were both written as <c>*</c>, not merely as something that holds every value: Celery then
    /// takes another path, which <see cref="CeleryRules.TakesEveningForNextDay"/> does not touch.
    /// </summary>
    public bool DatesAreStars { get; }

    /// <summary>No month has such a day (30 February): Celery raises RuntimeError when it works out the next run, which ends the whole beat process.</summary>
    public bool IsImpossible => !CrontabDates.Exist(Months, DaysOfMonth);

    /// <summary>Reads the five arguments of <c>crontab(...)</c> as a release of Celery does.</summary>
    /// <param name="fields">The arguments, not yet parsed.</param>
    /// <param name="version">The release.</param>
    /// <param name="crontab">The crontab, when accepted.</param>
    /// <param name="refusal">What Celery raises first, when refused.</param>
    public static bool TryParse(
        CelerySchedule.Crontab fields, CeleryVersion version, [NotNullWhen(true)] out CeleryCrontab? crontab, [NotNullWhen(false)] out CrontabRefusal? refusal)
    {
        var reader = new CrontabArguments(CeleryRules.Of(version));
        // Celery reads the hours before the minutes.
        uint hours = (uint)reader.Read(CrontabFieldName.Hour, fields.Hour, 0, 23);
        ulong minutes = reader.Read(CrontabFieldName.Minute, fields.Minute, 0, 59);
        uint daysOfWeek = (uint)reader.Read(CrontabFieldName.DayOfWeek, fields.DayOfWeek, 0, 6);
        uint daysOfMonth = (uint)reader.Read(CrontabFieldName.DayOfMonth, fields.DayOfMonth, 1, 31);
        uint months = (uint)reader.Read(CrontabFieldName.MonthOfYear, fields.MonthOfYear, 1, 12);
        refusal = reader.Refusal;
        crontab = refusal is null
            ? new CeleryCrontab(minutes, hours, daysOfWeek, daysOfMonth, months, IsStar(fields.DayOfMonth) && IsStar(fields.MonthOfYear))
            : null;
        return crontab is not null;
    }

    private static bool IsStar(CrontabField field) => field is CrontabField.Text { Value: "*" };
}
