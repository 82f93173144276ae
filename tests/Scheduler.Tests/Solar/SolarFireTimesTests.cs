using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.Solar;
using NodaTime;
using NodaTime.Text;

namespace CostTool.Scheduler.Tests.Solar;

public sealed class SolarFireTimesTests
{
    // Published for London (51.5 N, 0.12 W) by timeanddate.com/sun/uk/london, to the minute, UTC.
    [Theory]
    [InlineData("dawn_nautical", "2015-12-01", "06:22")]
    [InlineData("dawn_nautical", "2015-12-25", "06:42")]
    [InlineData("dawn_civil", "2015-12-01", "07:04")]
    [InlineData("dawn_civil", "2015-12-12", "07:17")]
    [InlineData("dawn_civil", "2015-12-25", "07:25")]
    [InlineData("sunrise", "2015-01-01", "08:06")]
    [InlineData("sunrise", "2015-12-01", "07:43")]
    [InlineData("sunrise", "2015-12-25", "08:05")]
    [InlineData("solar_noon", "2015-12-01", "11:49")]
    [InlineData("solar_noon", "2015-12-12", "11:54")]
    [InlineData("solar_noon", "2015-12-25", "12:00")]
    [InlineData("sunset", "2015-01-01", "16:02")]
    [InlineData("sunset", "2015-12-12", "15:51")]
    [InlineData("sunset", "2015-12-25", "15:56")]
    [InlineData("dusk_civil", "2015-12-01", "16:34")]
    [InlineData("dusk_civil", "2015-12-25", "16:36")]
    [InlineData("dusk_nautical", "2015-12-01", "17:16")]
    [InlineData("dusk_nautical", "2015-12-25", "17:19")]
    public void London_agrees_with_the_published_table(string name, string date, string time) =>
        AssertNear($"{date}T{time}:00Z", Calendar(name, 51.5, -0.12).Next(At($"{date}T00:00:00Z")));

    // What Celery 5.2.6 with ephem 4.1.4 answers for the same places.
    [Theory]
    [InlineData("sunrise", 48.8566, 2.3522, "2025-06-16T09:30:00Z", "2025-06-17T03:46:29Z")]
    [InlineData("sunrise", 48.8566, 2.3522, "2025-06-25T09:30:00Z", "2025-06-26T03:48:40Z")]
    [InlineData("sunset", 40.7128, -74.006, "2025-06-16T09:30:00Z", "2025-06-17T00:29:25Z")]
    [InlineData("sunset", 40.7128, -74.006, "2025-06-25T09:30:00Z", "2025-06-26T00:31:15Z")]
    [InlineData("solar_noon", -33.8688, 151.2093, "2025-06-16T09:30:00Z", "2025-06-17T01:56:03Z")]
    [InlineData("solar_noon", -33.8688, 151.2093, "2025-06-25T09:30:00Z", "2025-06-26T01:58:01Z")]
    public void Other_places_agree_with_Celery(string name, double latitude, double longitude, string after, string expected) =>
        AssertNear(expected, Calendar(name, latitude, longitude).Next(At(after)));

    [Fact]
    public void The_polar_day_has_no_dusk_and_the_first_one_after_it_is_found()
    {
        // Longyearbyen: the midnight sun lasts to about 24 August, and civil twilight all night for some weeks more.
        var dusk = Calendar("dusk_civil", 78.2232, 15.6467).Next(At("2025-06-16T00:00:00Z"));
        var sunset = Calendar("sunset", 78.2232, 15.6467).Next(At("2025-06-16T00:00:00Z"));
        Assert.InRange(sunset!.Value, At("2025-08-22T00:00:00Z"), At("2025-08-27T00:00:00Z"));
        Assert.InRange(dusk!.Value, At("2025-09-07T00:00:00Z"), At("2025-09-20T00:00:00Z"));
    }

    [Fact]
    public void Noon_comes_every_day_everywhere_once()
    {
        foreach (double longitude in new[] { -180.0, -74, 0, 151, 180 })
        {
            Instant[] noons = [.. Calendar("solar_noon", 78, longitude).After(At("2027-01-01T00:00:00Z"), 400)];
            Assert.All(noons.Zip(noons.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 86_360, 86_440));
        }
    }

    [Theory]
    [InlineData("dawn_astronomical", "dawn_nautical")]
    [InlineData("dawn_nautical", "dawn_civil")]
    [InlineData("dawn_civil", "sunrise")]
    [InlineData("sunrise", "solar_noon")]
    [InlineData("solar_noon", "sunset")]
    [InlineData("sunset", "dusk_civil")]
    [InlineData("dusk_civil", "dusk_nautical")]
    [InlineData("dusk_nautical", "dusk_astronomical")]
    public void The_nine_events_come_in_the_order_of_the_day(string earlier, string later)
    {
        foreach (Instant first in Calendar(earlier, 40, 0).After(At("2027-01-01T00:00:00Z"), 365))
        {
            Assert.InRange((Calendar(later, 40, 0).Next(first)!.Value - first).TotalMinutes, 20, 8 * 60);
        }
    }

    [Fact]
    public void An_unknown_event_and_an_unearthly_place_are_refused()
    {
        Assert.Equal("`sunbreak` is not an event of the sun", Assert.Throws<ProblemException>(() => SolarEvent.Of("sunbreak", "row 1")).Problems[0].What);
        Assert.Equal("latitude `91` is not on Earth", Assert.Throws<ProblemException>(() => Calendar("sunset", 91, 0)).Problems[0].What);
        Assert.Equal("longitude `NaN` is not on Earth", Assert.Throws<ProblemException>(() => Calendar("sunset", 0, double.NaN)).Problems[0].What);
    }

    private static SolarFireTimes Calendar(string name, double latitude, double longitude) => new(SolarEvent.Of(name, "here"), latitude, longitude, "here");

    private static void AssertNear(string expected, Instant? actual) =>
        Assert.True(actual is { } instant && Math.Abs((instant - At(expected)).TotalSeconds) <= 60, $"expected {expected}, got {actual}");

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
