using System.Diagnostics;
using System.Globalization;
using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Benchmarks.Calendars;

/// <summary>One run of each expression: next fires a second beside Cronos, and the bytes that a fire allocates.</summary>
public static class CalendarComparison
{
    private const int Fires = 20_000;

    /// <summary>Each chain starts again from here, so that yearly expressions stay within the years that zones describe.</summary>
    private const int ChainLength = 1_000;

    private delegate long Chain(int fires);

    public static void Print(TextWriter output)
    {
        WarmUp();
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
                var (cronos, ours, wall, bytes) = Fastest(Cronos(expression, zoneId), Walk(celery), Walk(wallClock));
                ratios.Add(ours / cronos);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{expression,-22} {cronos,12:N0} {ours,12:N0} {ours / cronos,6:F2} {wall,12:N0} {wall / cronos,6:F2} {bytes,10:F2}"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lowest ratio {ratios.Min():F2}, geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}"));
        }
    }

    /// <summary>Runs everything for long enough that the runtime has compiled it for good.</summary>
    private static void WarmUp()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3))
        {
            foreach (var expression in Expression.Typical)
            {
                Cronos(expression, "UTC")(Fires);
                Walk(new CeleryCalendar(expression.ToCelery(), DateTimeZone.Utc, CeleryVersion.Newest))(Fires);
                Walk(new WallClockCalendar(expression.ToCelery(), DateTimeZone.Utc))(Fires);
            }
        }
    }

    /// <summary>The fastest of many short rounds, the three taking turns, so that a busy machine slows none of them alone.</summary>
    private static (double Cronos, double Celery, double WallClock, double CeleryBytes) Fastest(Chain cronos, Chain celery, Chain wallClock)
    {
        Chain[] chains = [cronos, celery, wallClock];
        var best = new double[chains.Length];
        var bytes = 0L;
        for (var round = 0; round < 25; round++)
        {
            for (var i = 0; i < chains.Length; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                chains[i](Fires);
                best[i] = Math.Max(best[i], Fires / Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (i == 1)
                    bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        return (best[0], best[1], best[2], (double)bytes / Fires);
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
