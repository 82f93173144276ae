using System.Diagnostics;
using System.Globalization;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Benchmarks.Compiling;

/// <summary>Seconds to compile 1,000 entries with their proofs, and EventBridge fire times per second, in one run each.</summary>
public static class CompilingComparison
{
    private const int Entries = 1_000;
    private const int Fires = 2_000_000;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly string[] Zones = ["UTC", "America/New_York", "Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago"];

    // Shapes of public projects, in the unix order of fields; the last three need several schedules, a list of dates and a guard.
    private static readonly string[] Crontabs =
    [
        "* * * * *", "*/5 * * * *", "*/15 * * * *", "30 * * * *", "0 */6 * * *", "0 2 * * *", "30 2 * * *", "15 4 * * 1-5", "0 9 * * mon",
        "0 0 1 * *", "0 0 1 */3 *", "* 0,12 * * *", "0 8-18 * * mon-fri", "45 23 28-31 * *", "0 9 1-7 * tue", "0 9 13 * fri", "0 0 */2 * 1",
    ];

    public static void Print(TextWriter output)
    {
        CeleryEntry[] entries = [.. Enumerable.Range(0, Entries).Select(Entry)];
        foreach (CeleryVersion version in new[] { CeleryVersion.Newest, new CeleryVersion(5, 2, 6) })
        {
            for (int run = 1; run <= 2; run++)
            {
                long started = Stopwatch.GetTimestamp();
                CompiledSchedule[] compiled = [.. entries.Select(entry => ScheduleCompiler.Compile(entry, new CompilerOptions { Start = Start, CeleryVersion = version }))];
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"Celery {version}, run {run}: {Entries} entries with proof in {seconds:F2} s; {compiled.Count(one => one.Exact)} exact, {compiled.Count(one => one.Guard is not null)} guarded"));
            }
        }

        foreach (string text in new[] { "cron(* * * * ? *)", "cron(0/15 8-18 ? * MON-FRI *)", "cron(30 2 * * ? *)", "cron(0 9 ? * 3#2 *)" })
        {
            IFireTimes calendar = EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "benchmark").Calendar(DateTimeZoneProviders.Tzdb["America/New_York"], Start);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            Instant at = Start;
            for (int i = 0; i < Fires; i++) at = calendar.Next(at) ?? Start;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{text,-34} {Fires / seconds / 1e6,6:F1} million fires/s, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Fires:F2} bytes each"));
        }
    }

    private static CeleryEntry Entry(int index)
    {
        CrontabField[] fields = [.. Crontabs[index % Crontabs.Length].Split(' ').Select(field => new CrontabField.Text(field))];
        return new CeleryEntry
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"entry {index}"),
            Task = "task",
            Schedule = new CelerySchedule.Crontab(fields[0], fields[1], fields[4], fields[2], fields[3]),
            TimeZone = Zones[index % Zones.Length],
            ArgsJson = null,
            KwargsJson = null,
            Queue = null,
            Options = new Dictionary<string, string>(),
            Enabled = true,
            StartTime = null,
            Expires = null,
            ExpireSeconds = null,
            OneOff = false,
            LastRun = null,
            Origin = "benchmark",
        };
    }
}
