using System.Diagnostics;
using System.Globalization;
using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Benchmarks.Calendars;

/// <summary>One run of each expression: next fires a second beside Cronos, and the bytes that a fire allocates.</summary>
public static class CalendarComparison
{
    private const int Fires = 200_000;

    /// <summary>Each chain starts again from here, so that yearly expressions stay within the years that zones describe.</summary>
    private const int ChainLength = 1_000;

    private delegate long Chain(int fires);

    public static void Print(TextWriter output)
    {
        foreach (var zoneId in new[] { "UTC", "America/New_York" })
        {
            output.WriteLine($"{zoneId,-22} {"Cronos/s",12} {"Celery/s",12} {"ratio",6} {"wall clock/s",12} {"ratio",6} {"bytes/fire",10}");
            var ratios = new List<double>();
            foreach (var expression in Expression.Typical)
            {
                expression.MustAgree();
                var zone = DateTimeZoneProviders.Tzdb[zoneId];
                var celery = new CeleryCalendar(expression.ToCelery(), zone, CeleryVersion.Newest);
                var wallClock = new WallClockCalendar(expression.ToCelery(), zone);
                var (cronos, _) = Fastest(Cronos(expression, zoneId));
                var (ours, bytes) = Fastest(Walk(celery));
                var (wall, _) = Fastest(Walk(wallClock));
                ratios.Add(ours / cronos);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{expression,-22} {cronos,12:N0} {ours,12:N0} {ours / cronos,6:F2} {wall,12:N0} {wall / cronos,6:F2} {bytes,10:F2}"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lowest ratio {ratios.Min():F2}, geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}"));
        }
    }

    private static (double PerSecond, double Bytes) Fastest(Chain chain)
    {
        chain(Fires);
        var best = 0.0;
        var bytes = 0L;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            chain(Fires);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            best = Math.Max(best, Fires / seconds);
        }

        return (best, (double)bytes / Fires);
    }

    private static Chain Walk(IFireTimes calendar) => fires =>
    {
        var sum = 0L;
        for (var done = 0; done < fires; done += ChainLength)
        {
            var at = Instant.FromUtc(2026, 1, 5, 0, 0);
            for (var i = 0; i < ChainLength; i++)
                at = calendar.Next(at)!.Value;
            sum ^= at.ToUnixTimeTicks();
        }

        return sum;
    };

    private static Chain Cronos(Expression expression, string zoneId)
    {
        var cron = expression.ToCronos();
        var zone = zoneId == "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        return fires =>
        {
            var sum = 0L;
            for (var done = 0; done < fires; done += ChainLength)
            {
                var at = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
                for (var i = 0; i < ChainLength; i++)
                    at = cron.GetNextOccurrence(at, zone)!.Value;
                sum ^= at.Ticks;
            }

            return sum;
        };
    }
}
