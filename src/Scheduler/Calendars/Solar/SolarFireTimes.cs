using CostTool.Analyzer.Problems;
using NodaTime;

namespace CostTool.Scheduler.Calendars.Solar;

/// <summary>The instants of an event of the sun at a place, within a minute of the almanacs where the sun does not graze the horizon.</summary>
/// <remarks>A day of the polar day or night without the event has none. Searches at most two years ahead, so a place without any such event answers none.</remarks>
public sealed class SolarFireTimes : IFireTimes
{
    private const int SearchDays = 2 * 366;
    private static readonly Instant J2000 = Instant.FromUtc(2000, 1, 1, 12, 0);
    private readonly SolarEvent solarEvent;
    private readonly double latitude;
    private readonly double longitude;

    /// <summary>The calendar of an event at a place.</summary>
    /// <param name="solarEvent">The event.</param>
    /// <param name="latitude">Degrees north, -90 to 90.</param>
    /// <param name="longitude">Degrees east, -180 to 180.</param>
    /// <param name="where">For the message.</param>
    /// <exception cref="ProblemException">There is no such place.</exception>
    public SolarFireTimes(SolarEvent solarEvent, double latitude, double longitude, string where)
    {
        if (!(Math.Abs(latitude) <= 90)) throw new ProblemException(new Problem($"latitude `{latitude}` is not on Earth", where, "write degrees north from -90 to 90"));
        if (!(Math.Abs(longitude) <= 180)) throw new ProblemException(new Problem($"longitude `{longitude}` is not on Earth", where, "write degrees east from -180 to 180"));
        (this.solarEvent, this.latitude, this.longitude) = (solarEvent, latitude, longitude);
    }

    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        // Solar days are counted from the mean noon of the place; an event lies within a day of its noon.
        long day = (long)Math.Floor(Days(after) + (longitude / 360)) - 1;
        for (long last = day + SearchDays; day <= last; day++)
        {
            if (OnDay(day) is { } fire && fire > after) return fire;
        }

        return null;
    }

    private static double Days(Instant at) => (at - J2000).TotalDays;

    /// <summary>The event around the local mean noon of a day, found by moving to it until it stays.</summary>
    private Instant? OnDay(long day)
    {
        double noon = day - (longitude / 360);
        double at = noon;
        for (int round = 0; round < 5; round++)
        {
            SunPosition sun = SunPosition.At(at);
            double transit = noon - (sun.EquationOfTime / 1_440);
            if (solarEvent.Altitude is not { } altitude)
            {
                at = transit;
                continue;
            }

            if (sun.HourAngle(latitude, altitude) is not { } angle) return null;
            at = transit + ((solarEvent.Rising ? -angle : angle) / 360);
        }

        return J2000 + Duration.FromSeconds(Math.Round(at * 86_400));
    }
}
