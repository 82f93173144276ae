namespace CostTool.Scheduler.Calendars.Solar;

/// <summary>Where the sun stands, seen from the centre of the Earth.</summary>
/// <param name="Declination">Degrees north of the equator.</param>
/// <param name="EquationOfTime">Minutes by which the sun is ahead of the mean sun.</param>
/// <remarks>Meeus, Astronomical Algorithms, chapters 25 and 28, in the form of NOAA's solar calculator; good to about 0.01 degrees from 1900 to 2100.</remarks>
internal readonly record struct SunPosition(double Declination, double EquationOfTime)
{
    /// <summary>The position at a number of days after 2000-01-01 12:00 UTC (the minute between UTC and dynamical time moves nothing here).</summary>
    public static SunPosition At(double daysFromJ2000)
    {
        double t = daysFromJ2000 / 36_525;
        double meanLongitude = Wrap(280.46646 + (t * (36_000.76983 + (t * 0.0003032))));
        double anomaly = 357.52911 + (t * (35_999.05029 - (0.0001537 * t)));
        double eccentricity = 0.016708634 - (t * (0.000042037 + (0.0000001267 * t)));
        double centre = (Sin(anomaly) * (1.914602 - (t * (0.004817 + (0.000014 * t)))))
            + (Sin(2 * anomaly) * (0.019993 - (0.000101 * t)))
            + (Sin(3 * anomaly) * 0.000289);
        double node = 125.04 - (1_934.136 * t);
        double apparentLongitude = meanLongitude + centre - 0.00569 - (0.00478 * Sin(node));
        double obliquity = 23 + ((26 + ((21.448 - (t * (46.815 + (t * (0.00059 - (t * 0.001813)))))) / 60)) / 60) + (0.00256 * Cos(node));
        double y = Math.Pow(Math.Tan(Radians(obliquity) / 2), 2);
        double equation = (y * Sin(2 * meanLongitude)) - (2 * eccentricity * Sin(anomaly)) + (4 * eccentricity * y * Sin(anomaly) * Cos(2 * meanLongitude))
            - (0.5 * y * y * Sin(4 * meanLongitude)) - (1.25 * eccentricity * eccentricity * Sin(2 * anomaly));
        return new SunPosition(Degrees(Math.Asin(Sin(obliquity) * Sin(apparentLongitude))), 4 * Degrees(equation));
    }

    /// <summary>Degrees of rotation between noon and the moment when the sun's centre is at an altitude; null when it never is on that day.</summary>
    public double? HourAngle(double latitude, double altitude)
    {
        double cosine = (Sin(altitude) - (Sin(latitude) * Sin(Declination))) / (Cos(latitude) * Cos(Declination));
        return Math.Abs(cosine) <= 1 ? Degrees(Math.Acos(cosine)) : null;
    }

    private static double Wrap(double degrees) => degrees - (360 * Math.Floor(degrees / 360));

    private static double Sin(double degrees) => Math.Sin(Radians(degrees));

    private static double Cos(double degrees) => Math.Cos(Radians(degrees));

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
