using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>A moment at which a zone's clocks move.</summary>
/// <param name="At">The moment.</param>
/// <param name="Shift">How far they move; forward is positive.</param>
internal readonly record struct OffsetChange(Instant At, Duration Shift)
{
    /// <summary>The time in which the change can touch a fire: the shift itself to either side, and an hour more.</summary>
    public Interval Around
    {
        get
        {
            Duration reach = Duration.FromHours(1) + (Shift < Duration.Zero ? -Shift : Shift);
            return new Interval(At - reach, At + reach);
        }
    }

    /// <summary>The changes of a zone in a span.</summary>
    public static IEnumerable<OffsetChange> Between(DateTimeZone zone, Instant from, Instant until)
    {
        foreach (var interval in zone.GetZoneIntervals(from, until))
        {
            if (!interval.HasEnd || interval.End > until) continue;
            Offset after = zone.GetUtcOffset(interval.End);
            if (after != interval.WallOffset) yield return new OffsetChange(interval.End, Duration.FromSeconds(after.Seconds - interval.WallOffset.Seconds));
        }
    }
}
