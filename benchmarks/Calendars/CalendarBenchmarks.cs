using BenchmarkDotNet.Attributes;
using CostTool.Scheduler.Calendars;
using Cronos;
using NodaTime;

namespace CostTool.Benchmarks.Calendars;

/// <summary>1,000 fires of each typical crontab, one after the other.</summary>
[MemoryDiagnoser]
public class CalendarBenchmarks
{
    public const int Fires = 1_000;

    private CronExpression[] cronos = null!;
    private IFireTimes[] celery = null!;
    private IFireTimes[] wallClock = null!;
    private TimeZoneInfo zone = null!;

    [Params("UTC", "America/New_York")]
    public string Zone { get; set; } = "UTC";

    [GlobalSetup]
    public void Setup()
    {
        foreach (var expression in Expression.Typical)
            expression.MustAgree();
        zone = Zone == "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var nodaZone = DateTimeZoneProviders.Tzdb[Zone];
        cronos = [.. Expression.Typical.Select(expression => expression.ToCronos())];
        celery = [.. Expression.Typical.Select(expression => new CeleryCalendar(expression.ToCelery(), nodaZone, CeleryVersion.Newest))];
        wallClock = [.. Expression.Typical.Select(expression => new WallClockCalendar(expression.ToCelery(), nodaZone))];
    }

    [Benchmark(Baseline = true)]
    public long Cronos()
    {
        var sum = 0L;
        foreach (var expression in cronos)
        {
            var at = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
            for (var i = 0; i < Fires; i++)
                at = expression.GetNextOccurrence(at, zone)!.Value;
            sum ^= at.Ticks;
        }

        return sum;
    }

    [Benchmark]
    public long Celery() => Walk(celery);

    [Benchmark]
    public long WallClock() => Walk(wallClock);

    private static long Walk(IFireTimes[] calendars)
    {
        var sum = 0L;
        foreach (var calendar in calendars)
        {
            var at = Instant.FromUtc(2026, 1, 5, 0, 0);
            for (var i = 0; i < Fires; i++)
                at = calendar.Next(at)!.Value;
            sum ^= at.ToUnixTimeTicks();
        }

        return sum;
    }
}
