using System.Globalization;
using static System.FormattableString;

namespace CostTool.Scheduler.Schedules;

/// <summary>Schedules as people read them.</summary>
public static class ScheduleText
{
    /// <summary>The order of the fields that <see cref="Of"/> prints of a crontab: that of crontab(5), not that of Celery's arguments.</summary>
    public const string CrontabOrder = "minute hour day-of-month month day-of-week";

    /// <summary><c>crontab(0 2 * * 1-5)</c> in the order of <see cref="CrontabOrder"/>, <c>every 90 s</c>, <c>solar(sunset, 48.85, 2.35)</c>, <c>once at 2026-11-02T09:00:00Z</c>.</summary>
    public static string Of(CelerySchedule schedule) => schedule switch
    {
        CelerySchedule.Crontab crontab =>
            $"crontab({Field(crontab.Minute)} {Field(crontab.Hour)} {Field(crontab.DayOfMonth)} {Field(crontab.MonthOfYear)} {Field(crontab.DayOfWeek)})",
        CelerySchedule.Interval interval => $"every {Span(interval.Every)}{(interval.Relative ? ", relative" : string.Empty)}",
        CelerySchedule.Solar solar => Invariant($"solar({solar.Event}, {solar.Latitude}, {solar.Longitude})"),
        CelerySchedule.Clocked clocked => $"once at {clocked.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}",
        CelerySchedule.Custom custom => $"custom({custom.Description})",
        _ => throw new ArgumentException($"a schedule of the kind `{schedule?.GetType().Name}` has no text", nameof(schedule)),
    };

    // A text with spaces would look like two fields, so it is quoted.
    private static string Field(CrontabField field) => field switch
    {
        CrontabField.Text text => text.Value.Length == 0 || text.Value.Any(char.IsWhiteSpace) ? $"'{text.Value}'" : text.Value,
        CrontabField.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        CrontabField.List list => string.Join(',', list.Items),
        CrontabField.Other other => other.Json,
        _ => throw new ArgumentException($"a field of the kind `{field?.GetType().Name}` has no text", nameof(field)),
    };

    private static string Span(TimeSpan every) => every.Ticks switch
    {
        not 0 and var ticks when ticks % TimeSpan.TicksPerDay == 0 => Invariant($"{ticks / TimeSpan.TicksPerDay} d"),
        not 0 and var ticks when ticks % TimeSpan.TicksPerHour == 0 => Invariant($"{ticks / TimeSpan.TicksPerHour} h"),
        not 0 and var ticks when ticks % TimeSpan.TicksPerMinute == 0 => Invariant($"{ticks / TimeSpan.TicksPerMinute} min"),
        var ticks => Invariant($"{(decimal)ticks / TimeSpan.TicksPerSecond} s"),
    };
}
