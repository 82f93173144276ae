using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Tests.Schedules;

/// <summary>Entries for tests: everything that a test does not name is plain.</summary>
internal static class Entries
{
    public static CeleryEntry Of(CelerySchedule schedule, string name = "nightly", string task = "reports.nightly", string zone = "Europe/Paris") => new()
    {
        Name = name, Task = task, Schedule = schedule, TimeZone = zone, ArgsJson = "[]", KwargsJson = "{}", Queue = null,
        Options = new Dictionary<string, string>(), Enabled = true, StartTime = null, Expires = null, ExpireSeconds = null, OneOff = false, LastRun = null,
        Origin = "celery/beat.json:1",
    };

    /// <summary>Five texts in the order of crontab(5): minute, hour, day of the month, month, day of the week.</summary>
    public static CelerySchedule.Crontab Crontab(string fields)
    {
        var parts = fields.Split(' ');
        return new(new CrontabField.Text(parts[0]), new CrontabField.Text(parts[1]), new CrontabField.Text(parts[4]), new CrontabField.Text(parts[2]), new CrontabField.Text(parts[3]));
    }

    public static CelerySchedule.Interval Every(double seconds) => new(TimeSpan.FromSeconds(seconds), false);
}
