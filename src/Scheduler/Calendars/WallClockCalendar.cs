using NodaTime;
using NodaTime.TimeZones;

namespace CostTool.Scheduler.Calendars;

/// <summary>
/// The fires that the owner of a crontab meant: every wall-clock time that all five fields hold, once. A time that a spring gap skips is left out; one that an autumn overlap repeats counts the first time.
/// </summary>
/// <remarks>Amazon EventBridge Scheduler documents the same rule. Null of <see cref="Next"/> means no fire before the year 9999.</remarks>
/// <param name="crontab">The schedule.</param>
/// <param name="zone">Zone that the fields are read in.</param>
public sealed class WallClockCalendar(CeleryCrontab crontab, DateTimeZone zone) : IFireTimes
{
    /// <summary>No clock was ever put back by more than a day.</summary>
    private static readonly Duration LongestChange = Duration.FromDays(2);

    private readonly CrontabClock clock = new(crontab);
    private readonly ZoneClock zoneClock = new(zone);

    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        if (after >= ZoneClock.Latest)
        {
            return null;
        }

        after = Instant.Max(after, ZoneClock.Earliest);
        ZoneInterval interval = zoneClock.At(after);
        int offset = interval.WallOffset.Seconds;
        long wall = after.ToUnixTimeSeconds() + offset;
        // The fire must come after both: the instant, and all that the wall clock has shown before this interval.
        long target = clock.After(Math.Max(wall, ShownBefore(interval, after) - 1));
        while (target != CrontabClock.Never)
        {
            Instant fire = Instant.FromUnixTimeSeconds(target - interval.WallOffset.Seconds);
            if (!interval.HasEnd || fire < interval.End)
            {
                return fire;
            }

            long shown = interval.End.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
            interval = zoneClock.At(interval.End);
            long start = interval.Start.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
            long from = Math.Max(shown, start);
            if (target < from)
            {
                target = clock.After(from - 1);
            }
        }

        return null;
    }

    /// <summary>The wall-clock time at which the interval before ended: what lies below it was shown already.</summary>
    private long ShownBefore(ZoneInterval interval, Instant after)
    {
        if (!interval.HasStart || after - interval.Start > LongestChange)
        {
            return long.MinValue + 1;
        }

        Instant start = interval.Start;
        return start.ToUnixTimeSeconds() + zone.GetUtcOffset(start - Duration.Epsilon).Seconds;
    }
}
