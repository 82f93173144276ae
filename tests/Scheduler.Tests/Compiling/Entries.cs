using System.Globalization;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Tests.Compiling;

/// <summary>Entries as a source would read them.</summary>
internal static class Entries
{
    /// <summary>A crontab in the unix order of fields.</summary>
    public static CeleryEntry Crontab(string unix, string zone = "UTC")
    {
        CrontabField[] fields = [.. unix.Split(' ').Select(field => new CrontabField.Text(field))];
        return Of(new CelerySchedule.Crontab(fields[0], fields[1], fields[4], fields[2], fields[3]), zone);
    }

    public static CeleryEntry Interval(TimeSpan every, string zone = "UTC", string? lastRun = null, bool relative = false) =>
        Of(new CelerySchedule.Interval(every, relative), zone) with { LastRun = lastRun is null ? null : At(lastRun) };

    public static CeleryEntry Of(CelerySchedule schedule, string zone = "UTC") => new()
    {
        Name = "reports.nightly",
        Task = "reports.tasks.nightly",
        Schedule = schedule,
        TimeZone = zone,
        ArgsJson = "[]",
        KwargsJson = "{}",
        Queue = null,
        Options = new Dictionary<string, string>(),
        Enabled = true,
        StartTime = null,
        Expires = null,
        ExpireSeconds = null,
        OneOff = false,
        LastRun = null,
        Origin = "beat.json:1",
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
