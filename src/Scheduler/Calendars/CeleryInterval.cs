using CostTool.Scheduler.Schedules;
using NodaTime;
using NodaTime.TimeZones;

namespace CostTool.Scheduler.Calendars;

/// <summary>The fires of Celery's <c>schedule(timedelta)</c> under a beat process that is never late.</summary>
/// <remarks>
/// The interval is added to the wall clock of the last run, whatever its length: daily ones keep their local time over an offset change, and hourly ones
/// are silent during the second pass of a repeated hour. In UTC that is elapsed time. A relative schedule then drops what lies below the unit of the interval: a day or more to
/// midnight, an hour or more to the hour, a minute or more to the minute, less to the second. A last run inside a second pass is answered as <see cref="CeleryCalendar"/> does.
/// </remarks>
/// <param name="interval">The schedule.</param>
/// <param name="zone">Zone of the application.</param>
/// <param name="version">Release of Celery.</param>
public sealed class CeleryInterval(CelerySchedule.Interval interval, DateTimeZone zone, CeleryVersion version) : IFireTimes
{
    private readonly ZoneClock zoneClock = new(zone);
    private readonly CeleryRules rules = CeleryRules.Of(version);
    private readonly Duration every = Duration.FromTimeSpan(interval.Every);
    private readonly TimeSpan unit = Unit(interval.Every);

    /// <summary>
    /// Celery sends without any pause: the interval is not positive, or it is relative and below a second, so that rounding moves the next run before the last one.
    /// <see cref="Next"/> is then always null.
    /// </summary>
    public bool SendsWithoutPause => ObservedPeriod <= TimeSpan.Zero;

    /// <summary>Time between fires away from offset changes: a relative schedule of 90 minutes fires every hour, one of 36 hours every day.</summary>
    public TimeSpan ObservedPeriod { get; } =
        interval.Relative ? interval.Every - TimeSpan.FromTicks(interval.Every.Ticks % Unit(interval.Every).Ticks) : interval.Every;

    /// <summary>The fire after a last run; null from the year 9999 on.</summary>
    public Instant? Next(Instant after)
    {
        after = Instant.Max(after, ZoneClock.Earliest);
        if (SendsWithoutPause || after >= ZoneClock.Latest || every >= ZoneClock.Latest - after)
        {
            return null;
        }

        ZoneInterval span = zoneClock.At(after);
        // The wall clock as if it were an instant of UTC.
        Instant target = after + every + Duration.FromSeconds(span.WallOffset.Seconds);
        if (interval.Relative)
        {
            long ticks = target.ToUnixTimeTicks();
            target = Instant.FromUnixTimeTicks(ticks - (((ticks % unit.Ticks) + unit.Ticks) % unit.Ticks));
        }

        Instant now = after;
        while (true)
        {
            Instant fire = target - Duration.FromSeconds(span.WallOffset.Seconds);
            if (!span.HasEnd || fire < span.End)
            {
                return Instant.Max(fire, now);
            }

            now = span.End;
            span = zoneClock.At(now);
            if (rules.GapMovesByItsLength && target < now + Duration.FromSeconds(span.WallOffset.Seconds))
            {
                return Instant.Max(fire, now);
            }
        }
    }

    private static TimeSpan Unit(TimeSpan every) =>
        every >= TimeSpan.FromDays(1) ? TimeSpan.FromDays(1)
        : every >= TimeSpan.FromHours(1) ? TimeSpan.FromHours(1)
        : every >= TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1)
        : TimeSpan.FromSeconds(1);
}
