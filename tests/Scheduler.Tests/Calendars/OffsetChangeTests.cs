using System.Globalization;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Tests.Calendars;

/// <summary>New York in 2026: 02:00 EST becomes 03:00 EDT on 8 March (07:00 UTC), 02:00 EDT becomes 01:00 EST on 1 November (06:00 UTC).</summary>
public class OffsetChangeTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("30 2", "5.5.1", "03-08T07:00 03-09T06:30")] // 03:00 EDT, the first instant after the gap
    [InlineData("30 2", "5.5.2", "03-08T07:30 03-09T06:30")] // 03:30 EDT, later by the gap's hour
    [InlineData("0 2", "5.5.1", "03-08T07:00 03-09T06:00")]
    [InlineData("0 2", "5.5.2", "03-08T07:00 03-09T06:00")]
    [InlineData("30 2,3", "5.5.1", "03-08T07:00 03-08T07:30 03-09T06:30")]
    [InlineData("30 2,3", "5.5.2", "03-08T07:30 03-09T06:30")] // 02:30 and 03:30 are one instant
    [InlineData("15 *", "5.5.1", "03-08T05:15 03-08T06:15 03-08T07:00 03-08T07:15")] // one run too many
    [InlineData("15 *", "5.5.2", "03-08T05:15 03-08T06:15 03-08T07:15 03-08T08:15")]
    [InlineData("*/30 *", "5.5.2", "03-08T05:30 03-08T06:00 03-08T06:30 03-08T07:00 03-08T07:30")]
    [InlineData("*/30 *", "5.5.1", "03-08T05:30 03-08T06:00 03-08T06:30 03-08T07:00 03-08T07:30")]
    [InlineData("30 1", "5.5.1", "03-08T06:30 03-09T05:30")]
    public void In_the_spring_gap_the_release_decides(string minuteAndHour, string version, string fires) =>
        Assert.Equal(fires, Fires(new CeleryCalendar(Crontab(minuteAndHour), NewYork, Version(version)), Instant.FromUtc(2026, 3, 8, 5, 0), fires));

    [Theory]
    [InlineData("30 1", "11-01T05:30 11-02T06:30")] // once, in the first pass
    [InlineData("30 2", "11-01T07:30 11-02T07:30")]
    [InlineData("15 *", "11-01T04:15 11-01T05:15 11-01T07:15")] // the second 01:15 is missing
    [InlineData("*/30 *", "11-01T04:30 11-01T05:00 11-01T05:30 11-01T07:00")]
    public void In_the_autumn_overlap_no_release_fires_in_the_second_pass(string minuteAndHour, string fires)
    {
        foreach (string version in new[] { "5.2.6", "5.3.0", "5.5.1", "5.5.2", "5.6.3" })
        {
            Assert.Equal(fires, Fires(new CeleryCalendar(Crontab(minuteAndHour), NewYork, Version(version)), Instant.FromUtc(2026, 11, 1, 4, 0), fires));
        }
    }

    [Theory]
    [InlineData("30 2", "03-09T06:30 03-10T06:30")]
    [InlineData("30 2,3", "03-08T07:30 03-09T06:30")]
    [InlineData("15 *", "03-08T05:15 03-08T06:15 03-08T07:15")]
    public void The_wall_clock_leaves_out_what_the_gap_skips(string minuteAndHour, string fires) =>
        Assert.Equal(fires, Fires(new WallClockCalendar(Crontab(minuteAndHour), NewYork), Instant.FromUtc(2026, 3, 8, 5, 0), fires));

    [Fact]
    public void Before_5_3_an_evening_run_in_the_west_jumps_to_the_next_month()
    {
        // Daily at 21:00 EST is 02:00 UTC of the next day, later than its midnight: 9 March is taken for past, the next month starts on 1 April (EDT).
        CeleryCrontab daily = Crontab("0 21", dayOfMonth: "*/1");
        Assert.Equal("02-03T02:00 03-02T02:00", Fires(new CeleryCalendar(daily, NewYork, Version("5.2.7")), Instant.FromUtc(2026, 2, 2, 12, 0), "- -"));
        Assert.Equal("02-03T02:00 02-04T02:00", Fires(new CeleryCalendar(daily, NewYork, Version("5.3.0")), Instant.FromUtc(2026, 2, 2, 12, 0), "- -"));
        Assert.Equal("02-03T02:00 02-04T02:00", Fires(new CeleryCalendar(Crontab("0 21"), NewYork, Version("5.2.7")), Instant.FromUtc(2026, 2, 2, 12, 0), "- -"));
    }

    [Fact]
    public void What_is_left_of_an_hour_is_lost_in_a_gap_up_to_midnight_but_later_hours_are_not()
    {
        // Nuuk: 23:00 becomes 00:00 of Sunday 31 March 2030 at 01:00 UTC.
        DateTimeZone nuuk = DateTimeZoneProviders.Tzdb["America/Nuuk"];
        CeleryCrontab saturdays = Crontab("10,53 *", dayOfWeek: "6");
        Assert.Equal(
            "03-31T01:00 04-06T01:10",
            Fires(new CeleryCalendar(saturdays, nuuk, Version("5.5.1")), Instant.FromUtc(2030, 3, 31, 0, 53), "- -"));
        Assert.Equal(
            "03-31T01:10 04-06T01:10",
            Fires(new CeleryCalendar(saturdays, nuuk, Version("5.5.2")), Instant.FromUtc(2030, 3, 31, 0, 53), "- -"));
    }

    [Theory]
    [InlineData("1.00:00:00", false, "2026-03-07T15:10", "5.6.3", "03-08T14:10 03-09T14:10")] // 10:10 on the wall, 23 hours
    [InlineData("1.00:00:00", false, "2026-10-31T14:10", "5.6.3", "11-01T15:10 11-02T15:10")] // 25 hours
    [InlineData("2.00:00:00", true, "2026-03-07T15:10", "5.6.3", "03-09T04:00 03-11T04:00")] // midnight EDT
    [InlineData("01:00:00", false, "2026-03-08T05:30", "5.5.1", "03-08T06:30 03-08T07:00 03-08T08:00")]
    [InlineData("01:00:00", false, "2026-03-08T05:30", "5.5.2", "03-08T06:30 03-08T07:30 03-08T08:30")]
    [InlineData("00:30:00", false, "2026-11-01T04:30", "5.5.2", "11-01T05:00 11-01T05:30 11-01T07:00")]
    [InlineData("1.12:00:00", true, "2026-01-08T05:50", "5.6.3", "01-09T05:00 01-10T05:00")] // 36 hours: every midnight
    [InlineData("01:30:00", true, "2026-01-08T05:50", "5.6.3", "01-08T07:00 01-08T08:00")]
    [InlineData("06:00:00", true, "2026-01-08T05:51", "5.6.3", "01-08T11:00 01-08T17:00")]
    [InlineData("00:05:00", true, "2026-01-08T05:51", "5.6.3", "01-08T05:56 01-08T06:01")]
    [InlineData("00:01:30", true, "2026-01-08T05:51", "5.6.3", "01-08T05:52 01-08T05:53")]
    public void An_interval_is_added_to_the_wall_clock(string every, bool relative, string lastRun, string version, string fires)
    {
        var interval = new CelerySchedule.Interval(TimeSpan.Parse(every, CultureInfo.InvariantCulture), relative);
        Instant start = NodaTime.Text.InstantPattern.ExtendedIso.Parse(lastRun + ":00Z").Value;
        Assert.Equal(fires, Fires(new CeleryInterval(interval, NewYork, Version(version)), start, fires));
    }

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(-5, false, true)]
    [InlineData(0.5, false, false)]
    [InlineData(0.5, true, true)]
    [InlineData(1, true, false)]
    public void An_interval_that_rounds_to_nothing_is_sent_without_a_pause(double seconds, bool relative, bool withoutPause)
    {
        var calendar = new CeleryInterval(new CelerySchedule.Interval(TimeSpan.FromSeconds(seconds), relative), NewYork, CeleryVersion.Newest);
        Assert.Equal(withoutPause, calendar.SendsWithoutPause);
        Assert.Equal(withoutPause, calendar.Next(Instant.FromUtc(2026, 1, 1, 0, 0)) is null);
    }

    private static string Fires(IFireTimes calendar, Instant start, string expected) => string.Join(
        ' ', calendar.After(start, expected.Split(' ').Length).Select(fire => fire.ToString("MM-dd'T'HH:mm", CultureInfo.InvariantCulture)));

    private static CeleryVersion Version(string text)
    {
        int[] parts = [.. text.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        return new CeleryVersion(parts[0], parts[1], parts[2]);
    }

    private static CeleryCrontab Crontab(string minuteAndHour, string dayOfWeek = "*", string dayOfMonth = "*")
    {
        string[] parts = minuteAndHour.Split(' ');
        var fields = new CelerySchedule.Crontab(
            new CrontabField.Text(parts[0]), new CrontabField.Text(parts[1]), new CrontabField.Text(dayOfWeek), new CrontabField.Text(dayOfMonth), new CrontabField.Text("*"));
        Assert.True(CeleryCrontab.TryParse(fields, CeleryVersion.Newest, out CeleryCrontab? crontab, out _));
        return crontab;
    }
}
