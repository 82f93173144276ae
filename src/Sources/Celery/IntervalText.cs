using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>Intervals, exact to the microsecond.</summary>
internal static class IntervalText
{
    /// <summary>An interval of so many seconds.</summary>
    /// <exception cref="RefusedException">Not a positive length of time.</exception>
    public static CelerySchedule.Interval OfSeconds(double seconds, bool relative)
    {
        // Python's timedelta rounds to microseconds as well.
        var microseconds = Math.Round(seconds * 1e6, MidpointRounding.ToEven);
        if (!(microseconds >= 1)) throw new RefusedException(FormattableString.Invariant($"the interval `{seconds}` s is not a positive length of time"));
        if (microseconds > TimeSpan.MaxValue.TotalMicroseconds / 2) throw new RefusedException(FormattableString.Invariant($"the interval `{seconds}` s is too long"));
        return new(TimeSpan.FromTicks((long)microseconds * TimeSpan.TicksPerMicrosecond), relative);
    }

    /// <summary>An interval as django-celery-beat stores it. Its periods are the arguments of Python's <c>timedelta</c>.</summary>
    /// <exception cref="RefusedException">Another period, or not a positive length of time.</exception>
    public static CelerySchedule.Interval Of(long every, string period)
    {
        long ticks = period switch
        {
            "weeks" => 7 * TimeSpan.TicksPerDay,
            "days" => TimeSpan.TicksPerDay,
            "hours" => TimeSpan.TicksPerHour,
            "minutes" => TimeSpan.TicksPerMinute,
            "seconds" => TimeSpan.TicksPerSecond,
            "milliseconds" => TimeSpan.TicksPerMillisecond,
            "microseconds" => TimeSpan.TicksPerMicrosecond,
            _ => throw new RefusedException($"the interval's period is `{Shortened.Text(period)}`, not days, hours, minutes, seconds or microseconds"),
        };
        if (every < 1) throw new RefusedException($"the interval `{every} {period}` is not a positive length of time");
        if (every > TimeSpan.MaxValue.Ticks / 2 / ticks) throw new RefusedException($"the interval `{every} {period}` is too long");
        return new(TimeSpan.FromTicks(every * ticks), Relative: false);
    }
}
