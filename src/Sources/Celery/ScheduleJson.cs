using System.Globalization;
using System.Text.Json;
using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>Reads a schedule of the dump: <c>{"kind": "crontab", "minute": "*/15", …}</c>.</summary>
internal static class ScheduleJson
{
    /// <exception cref="RefusedException">Not a schedule of a known kind.</exception>
    public static CelerySchedule Read(JsonElement schedule)
    {
        if (schedule.ValueKind != JsonValueKind.Object) throw new RefusedException("the entry has no `schedule` object");
        return Text(schedule, "kind") switch
        {
            "crontab" => new CelerySchedule.Crontab(
                Field(schedule, "minute"), Field(schedule, "hour"), Field(schedule, "day_of_week"), Field(schedule, "day_of_month"), Field(schedule, "month_of_year")),
            "interval" => IntervalText.OfSeconds(Number(schedule, "seconds"), Flag(schedule, "relative")),
            "solar" => new CelerySchedule.Solar(Text(schedule, "event"), Number(schedule, "latitude"), Number(schedule, "longitude")),
            "clocked" => new CelerySchedule.Clocked(Instant(Text(schedule, "at"))),
            "custom" => new CelerySchedule.Custom(Text(schedule, "description")),
            var other => throw new RefusedException($"the schedule's kind is `{Shortened.Text(other)}`, not crontab, interval, solar, clocked or custom"),
        };
    }

    /// <summary>One argument of <c>crontab(...)</c>; an absent one is <c>*</c>, Celery's default.</summary>
    public static CrontabField Field(JsonElement schedule, string name) => !schedule.TryGetProperty(name, out var field)
        ? new CrontabField.Text("*")
        : field.ValueKind switch
        {
            JsonValueKind.String => new CrontabField.Text(field.GetString()!),
            JsonValueKind.Number when field.TryGetInt64(out var number) => new CrontabField.Number(number),
            JsonValueKind.Array => new CrontabField.List([.. field.EnumerateArray().Select(item => item.GetRawText())]),
            _ => new CrontabField.Other(field.GetRawText()),
        };

    /// <summary>An instant in ISO 8601; without an offset it is UTC.</summary>
    /// <exception cref="RefusedException">Not an instant.</exception>
    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : throw new RefusedException($"`{Shortened.Text(text)}` is not an instant such as 2025-06-25T12:30:00Z");

    private static string Text(JsonElement schedule, string name) =>
        schedule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new RefusedException($"the schedule has no text `{name}`");

    private static double Number(JsonElement schedule, string name) =>
        schedule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw new RefusedException($"the schedule has no number `{name}`");

    private static bool Flag(JsonElement schedule, string name) => schedule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
