using NodaTime;
using NodaTime.TimeZones;

namespace CostTool.Scheduler.Calendars;

/// <summary>A zone that remembers the interval between two offset changes it was asked for last, because most questions fall into it again.</summary>
internal sealed class ZoneClock(DateTimeZone zone)
{
    /// <summary>Nothing is looked for before: local times of no zone leave the calendar's years from here on.</summary>
    public static Instant Earliest { get; } = Instant.FromUtc(1, 1, 3, 0, 0);

    /// <summary>Nor from here on.</summary>
    public static Instant Latest { get; } = Instant.FromUtc(9999, 1, 2, 0, 0);

    private ZoneInterval last = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(0));

    /// <summary>The interval that holds an instant.</summary>
    public ZoneInterval At(Instant instant)
    {
        ZoneInterval interval = last;
        if (!interval.Contains(instant))
        {
            interval = zone.GetZoneInterval(instant);
            last = interval;
        }

        return interval;
    }
}
