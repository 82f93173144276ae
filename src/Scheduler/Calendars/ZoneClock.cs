using NodaTime;
using NodaTime.TimeZones;

namespace CostTool.Scheduler.Calendars;

/// <summary>A zone that remembers the interval between two offset changes it was asked for last, because most questions fall into it again.</summary>
internal sealed class ZoneClock(DateTimeZone zone)
{
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
