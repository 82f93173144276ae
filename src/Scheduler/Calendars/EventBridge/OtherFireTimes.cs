using NodaTime;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>Fires of a <c>rate</c>: its first fire and every period of elapsed time after it.</summary>
/// <param name="period">At least a minute.</param>
/// <param name="first">The first fire.</param>
public sealed class RateFireTimes(Duration period, Instant first) : IFireTimes
{
    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        if (after < first) return first;
        Duration passed = period * (WholePeriods(after - first, period) + 1);
        return passed <= Instant.MaxValue - first ? first + passed : null;
    }

    /// <summary>Whole periods in a time that is not negative; exact, which a quotient of durations (a double) is not.</summary>
    internal static long WholePeriods(Duration span, Duration period) => (long)(span.ToInt128Nanoseconds() / period.ToInt128Nanoseconds());
}

/// <summary>The fire of an <c>at</c>: none when the local time does not exist, the first one when it comes twice.</summary>
/// <param name="local">Local time.</param>
/// <param name="zone">Zone that it is read in.</param>
public sealed class OneTimeFireTimes(LocalDateTime local, DateTimeZone zone) : IFireTimes
{
    private readonly Instant? fire = zone.MapLocal(local) is { Count: > 0 } mapping ? mapping.First().ToInstant() : null;

    /// <inheritdoc />
    public Instant? Next(Instant after) => fire > after ? fire : null;
}

/// <summary>The fires of a calendar inside the StartDate and EndDate of a schedule, both included.</summary>
/// <param name="calendar">The calendar.</param>
/// <param name="start">No fire before; null for none.</param>
/// <param name="end">No fire after; null for none.</param>
public sealed class BoundedFireTimes(IFireTimes calendar, Instant? start, Instant? end) : IFireTimes
{
    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        Instant from = start is { } first && after < first ? first - Duration.Epsilon : after;
        return calendar.Next(from) is { } next && !(next > end) ? next : null;
    }
}
