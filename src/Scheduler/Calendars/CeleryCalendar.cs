using NodaTime;
using NodaTime.TimeZones;

namespace CostTool.Scheduler.Calendars;

/// <summary>The fires of a beat process that is never late: Celery's own loop, with the rules and faults of a release.</summary>
/// <remarks>
/// Celery subtracts wall-clock times. In autumn nothing fires during the second pass of the repeated hour, because the wall clock has already been
/// there. In spring a time inside the gap fires late, see <see cref="CeleryRules.GapMovesByItsLength"/>. Seconds of the last run are dropped.
/// A last run inside a second pass is answered with the rest of that pass. That is what releases before 5.5.2 do; later ones take
/// those times for times of the first pass, hence for overdue, and send without a pause until the wall clock leaves the last of them behind: no list of instants holds that.
/// Null of <see cref="Next"/> means no fire before the year 9999; where <see cref="CeleryCrontab.IsImpossible"/>, Celery raises RuntimeError instead.
/// </remarks>
/// <param name="crontab">The schedule.</param>
/// <param name="zone">Zone that the fields are read in.</param>
/// <param name="version">Release of Celery.</param>
public sealed class CeleryCalendar(CeleryCrontab crontab, DateTimeZone zone, CeleryVersion version) : IFireTimes
{
    private readonly CrontabClock clock = new(crontab);
    private readonly ZoneClock zoneClock = new(zone);
    private readonly CeleryRules rules = CeleryRules.Of(version);
    private readonly bool takesEveningForNextDay = CeleryRules.Of(version).TakesEveningForNextDay && !crontab.DatesAreStars;

    /// <summary>The fire after a last run.</summary>
    public Instant? Next(Instant after)
    {
        if (after >= ZoneClock.Latest)
        {
            return null;
        }

        after = Instant.Max(after, ZoneClock.Earliest);
        ZoneInterval interval = zoneClock.At(after);
        long lastRun = after.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
        int lastDay = CrontabClock.DayOf(lastRun);
        long target = clock.LaterOn(lastDay, lastRun);
        if (target == CrontabClock.Never)
        {
            target = clock.FirstOf(DateAfter(lastDay, after));
        }

        Instant now = after;
        while (target != CrontabClock.Never)
        {
            int offset = interval.WallOffset.Seconds;
            Instant fire = Instant.FromUnixTimeSeconds(target - offset);
            if (!interval.HasEnd || fire < interval.End)
            {
                return Instant.Max(fire, now);
            }

            // Beat never sleeps through an offset change on an old estimate.
            now = interval.End;
            interval = zoneClock.At(now);
            long wall = now.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
            if (CrontabClock.DayOf(wall) > lastDay && CrontabClock.HourOf(target) == CrontabClock.HourOf(lastRun))
            {
                // What was left of the last run's hour is only looked at while its day lasts: a gap up to midnight swallows it.
                target = clock.InLaterHourOn(lastDay, lastRun);
                if (target == CrontabClock.Never)
                {
                    target = clock.FirstOf(DateAfter(lastDay, after));
                }
            }

            if (rules.GapMovesByItsLength && target < wall)
            {
                return Instant.Max(Instant.FromUnixTimeSeconds(target - offset), now);
            }
        }

        return null;
    }

    private int? DateAfter(int day, Instant lastRun)
    {
        // Midnight of the candidate is taken in UTC.
        if (takesEveningForNextDay
            && Instant.FromUnixTimeSeconds(CrontabClock.StartOf(day + 1)) < lastRun
            && clock.Dates.HoldsMonthAndDay(day + 1))
        {
            return clock.Dates.AfterMonthOf(day + 1);
        }

        return clock.Dates.After(day);
    }
}
