using NodaTime;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>Fires of a cron expression in a zone.</summary>
/// <remarks>
/// As EventBridge Scheduler documents it: a local time that does not exist is skipped, one that comes twice fires once, the first time.
/// The documentation does not say what an hourly expression does in the repeated hour; the same rule is taken for it.
/// Safe for use by several threads: the remembered stretch is replaced whole.
/// </remarks>
/// <param name="cron">The expression.</param>
/// <param name="zone">Zone that it is read in.</param>
public sealed class CronFireTimes(EventBridgeCron cron, DateTimeZone zone) : IFireTimes
{
    private Stretch remembered = Stretch.Of(zone, Instant.FromUnixTimeSeconds(0));

    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        long from = after.ToUnixTimeSeconds() + 1;
        Stretch stretch = remembered.Holds(from) ? remembered : Remember(from);
        long minute = MinuteFrom(Math.Max(from + stretch.Offset, stretch.FirstLocal));
        while (true)
        {
            minute = cron.FirstFrom(minute);
            if (minute < 0) return null;
            while (minute * 60 >= stretch.LocalEnd) stretch = Remember(stretch.End);
            if (minute * 60 >= stretch.FirstLocal) return Instant.FromUnixTimeSeconds((minute * 60) - stretch.Offset);
            minute = MinuteFrom(stretch.FirstLocal);
        }
    }

    private static long MinuteFrom(long seconds) => seconds <= 0 ? 0 : (seconds + 59) / 60;

    private Stretch Remember(long at) => remembered = Stretch.Of(zone, Instant.FromUnixTimeSeconds(at));

    /// <summary>A time during which the zone's offset stays, in seconds from 1970; local times before <see cref="FirstLocal"/> were already shown before it.</summary>
    private sealed record Stretch(long Start, long End, long Offset, long FirstLocal)
    {
        public long LocalEnd => End == long.MaxValue ? long.MaxValue : End + Offset;

        public static Stretch Of(DateTimeZone zone, Instant at)
        {
            var interval = zone.GetZoneInterval(at);
            long offset = interval.WallOffset.Seconds;
            long start = interval.HasStart ? interval.Start.ToUnixTimeSeconds() : long.MinValue;
            long end = interval.HasEnd ? interval.End.ToUnixTimeSeconds() : long.MaxValue;
            if (!interval.HasStart) return new Stretch(start, end, offset, long.MinValue);
            long before = zone.GetUtcOffset(interval.Start - Duration.Epsilon).Seconds;
            return new Stretch(start, end, offset, start + Math.Max(offset, before));
        }

        public bool Holds(long at) => at >= Start && at < End;
    }
}
