using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Cli.Celery;

/// <summary>Tells entries that were read but that no calendar can be made of.</summary>
public static class UnusableEntry
{
    /// <summary>Why an entry can never run as it is written; null when it can.</summary>
    public static string? Reason(CeleryEntry entry, CeleryVersion version)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is null) return $"`{entry.TimeZone}` is not a time zone of the IANA list";
        if (entry.Schedule is CelerySchedule.Custom custom) return $"its schedule is code of its own: `{custom.Description}`";
        if (entry.Schedule is not CelerySchedule.Crontab fields) return null;
        return !CeleryCrontab.TryParse(fields, version, out var crontab, out var refusal)
            ? $"Celery {version} refuses `{ScheduleText.Of(fields)}`: {refusal.ErrorClass}: {refusal.Message.TrimEnd('.')}"
            : crontab.IsImpossible ? $"`{ScheduleText.Of(fields)}` names only days that do not exist" : null;
    }
}
