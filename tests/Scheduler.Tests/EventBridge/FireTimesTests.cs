using System.Numerics;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CsCheck;
using NodaTime;
using NodaTime.Text;

namespace CostTool.Scheduler.Tests.EventBridge;

public sealed class FireTimesTests
{
    [Theory]
    // Nothing moves.
    [InlineData("cron(0 9 ? * MON-FRI *)", "UTC", "2027-01-01T09:00:00Z", "2027-01-04T09:00:00Z 2027-01-05T09:00:00Z")] // Friday's own fire is left out
    [InlineData("cron(30 9 * * ? *)", "Asia/Kolkata", "2027-01-01T00:00:00Z", "2027-01-01T04:00:00Z 2027-01-02T04:00:00Z")]
    [InlineData("cron(0 0 29 2 ? *)", "UTC", "2027-01-01T00:00:00Z", "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z")]
    [InlineData("cron(0 0 L * ? *)", "UTC", "2028-01-31T00:00:00Z", "2028-02-29T00:00:00Z 2028-03-31T00:00:00Z")]
    [InlineData("cron(0 0 LW * ? *)", "UTC", "2027-01-01T00:00:00Z", "2027-01-29T00:00:00Z 2027-02-26T00:00:00Z")]     // 31 January 2027 is a Sunday, 28 February too
    [InlineData("cron(0 0 1W * ? *)", "UTC", "2027-01-02T00:00:00Z", "2027-02-01T00:00:00Z 2027-03-01T00:00:00Z")]     // Mondays
    [InlineData("cron(0 0 1W 5 ? *)", "UTC", "2027-01-01T00:00:00Z", "2027-05-03T00:00:00Z 2028-05-01T00:00:00Z")]     // 1 May 2027 is a Saturday: Monday, as April is another month
    [InlineData("cron(0 0 ? * 6#5 *)", "UTC", "2027-01-01T00:00:00Z", "2027-01-29T00:00:00Z 2027-04-30T00:00:00Z")]    // fifth Fridays
    [InlineData("cron(0 0 ? * 6L *)", "UTC", "2027-01-01T00:00:00Z", "2027-01-29T00:00:00Z 2027-02-26T00:00:00Z")]
    [InlineData("cron(0 9 13 2,3,11 ? 2026)", "UTC", "2026-01-01T00:00:00Z", "2026-02-13T09:00:00Z 2026-03-13T09:00:00Z 2026-11-13T09:00:00Z")]
    // Spring: what does not exist is skipped.
    [InlineData("cron(30 2 * * ? *)", "America/New_York", "2027-03-13T00:00:00Z", "2027-03-13T07:30:00Z 2027-03-15T06:30:00Z")]
    [InlineData("cron(30 2,3 * * ? *)", "America/New_York", "2027-03-14T00:00:00Z", "2027-03-14T07:30:00Z 2027-03-15T06:30:00Z")]
    [InlineData("cron(0 0 * * ? *)", "America/Santiago", "2027-09-04T05:00:00Z", "2027-09-06T03:00:00Z 2027-09-07T03:00:00Z")] // midnight of the 5th is in the gap
    [InlineData("cron(15 2 * * ? *)", "Australia/Lord_Howe", "2027-10-01T16:00:00Z", "2027-10-03T15:15:00Z 2027-10-04T15:15:00Z")] // the gap is half an hour
    // Autumn: what comes twice fires once, the first time.
    [InlineData("cron(30 1 * * ? *)", "America/New_York", "2027-11-06T12:00:00Z", "2027-11-07T05:30:00Z 2027-11-08T06:30:00Z")]
    [InlineData("cron(30 * * * ? *)", "America/New_York", "2027-11-07T05:00:00Z", "2027-11-07T05:30:00Z 2027-11-07T07:30:00Z")]
    [InlineData("cron(30 1 * * ? *)", "America/New_York", "2027-11-07T05:30:00Z", "2027-11-08T06:30:00Z 2027-11-09T06:30:00Z")]
    public void A_cron_expression_fires_at_its_local_times(string text, string zone, string after, string expected)
    {
        var calendar = EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here").Calendar(DateTimeZoneProviders.Tzdb[zone], default);
        string[] instants = expected.Split(' ');
        Assert.Equal(instants, calendar.After(At(after), instants.Length).Select(instant => instant.ToString()));
    }

    [Theory]
    [InlineData("cron(0 0 30 2 ? *)")]                        // never
    [InlineData("cron(0 0 1 1 ? 2020)")]                      // long ago
    [InlineData("at(2027-03-14T02:30:00)")]                   // inside New York's gap
    [InlineData("at(2020-01-01T00:00:00)")]
    public void A_calendar_without_a_fire_ahead_says_so(string text) =>
        Assert.Null(EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here").Calendar(DateTimeZoneProviders.Tzdb["America/New_York"], default).Next(At("2026-01-01T00:00:00Z")));

    [Fact]
    public void The_last_fires_are_those_of_2199()
    {
        var calendar = EventBridgeExpression.Parse("cron(59 23 31 12 ? *)", EventBridgeService.Rules, "here").Calendar(DateTimeZone.Utc, default);
        Assert.Equal(At("2199-12-31T23:59:00Z"), calendar.Next(At("2199-01-01T00:00:00Z")));
        Assert.Null(calendar.Next(At("2199-12-31T23:59:00Z")));
    }

    [Fact]
    public void A_rate_counts_elapsed_time_from_its_start()
    {
        var calendar = EventBridgeExpression.Parse("rate(1 day)", EventBridgeService.Scheduler, "here").Calendar(DateTimeZoneProviders.Tzdb["America/New_York"], At("2027-03-13T12:00:30Z"));
        // 07:00:30 in New York on the 13th, 08:00:30 from the 14th on.
        Assert.Equal(["2027-03-13T12:00:30Z", "2027-03-14T12:00:30Z", "2027-03-15T12:00:30Z"], calendar.After(At("2027-03-01T00:00:00Z"), 3).Select(instant => instant.ToString()));
        Assert.Equal(At("2027-03-15T12:00:30Z"), calendar.Next(At("2027-03-14T12:00:30Z")));
        // A nanosecond before a fire, years on, where a double no longer tells them apart.
        Assert.Equal(At("2047-03-13T12:00:30Z"), calendar.Next(At("2047-03-13T12:00:30Z") - Duration.Epsilon));
        Assert.Equal(At("2047-03-14T12:00:30Z"), calendar.Next(At("2047-03-13T12:00:30Z")));
    }

    [Fact]
    public void An_at_in_the_repeated_hour_fires_the_first_time()
    {
        var calendar = EventBridgeExpression.Parse("at(2027-11-07T01:30:00)", EventBridgeService.Scheduler, "here").Calendar(DateTimeZoneProviders.Tzdb["America/New_York"], default);
        Assert.Equal(["2027-11-07T05:30:00Z"], calendar.After(At("2027-01-01T00:00:00Z"), 3).Select(instant => instant.ToString()));
    }

    [Fact]
    public void Bounds_let_in_their_own_instants()
    {
        var hourly = EventBridgeExpression.Parse("cron(0 * * * ? *)", EventBridgeService.Scheduler, "here").Calendar(DateTimeZone.Utc, default);
        var bounded = new BoundedFireTimes(hourly, At("2027-01-01T10:00:00Z"), At("2027-01-01T12:00:00Z"));
        Assert.Equal(["2027-01-01T10:00:00Z", "2027-01-01T11:00:00Z", "2027-01-01T12:00:00Z"], bounded.After(At("2026-01-01T00:00:00Z"), 9).Select(instant => instant.ToString()));
    }

    [Fact]
    public void The_bit_search_finds_what_walking_minute_by_minute_finds() =>
        Gen.Select(EventBridgeGenerators.Cron, EventBridgeGenerators.Zone, EventBridgeGenerators.Start).Sample((cron, zone, start) =>
        {
            Instant until = start + Duration.FromDays(3);
            var found = new CronFireTimes(cron, zone).After(start, until).ToList();
            Assert.Equal(MinuteByMinute(cron, zone, start, until), found);
        }, iter: 300, threads: 1);

    [Fact]
    public void What_is_printed_is_read_back_the_same() =>
        EventBridgeGenerators.Cron.Sample(cron =>
        {
            string text = cron.ToString();
            return text.Length > EventBridgeExpression.MaximumLength
                || ((EventBridgeExpression.Cron)EventBridgeExpression.Parse(text, EventBridgeService.Rules, "here")).Value.Equals(cron);
        }, iter: 5_000, threads: 1);

    private static List<Instant> MinuteByMinute(EventBridgeCron cron, DateTimeZone zone, Instant start, Instant until)
    {
        List<Instant> fires = [];
        HashSet<LocalDateTime> seen = [];
        // A day earlier, to have seen the first pass of an hour that is repeated at the start.
        for (Instant at = Instant.FromUnixTimeSeconds((start.ToUnixTimeSeconds() / 60 * 60) - 86_400); at <= until; at += Duration.FromMinutes(1))
        {
            LocalDateTime local = at.InZone(zone).LocalDateTime;
            if (!seen.Add(local) || at <= start) continue;
            var shape = (Days: DateTime.DaysInMonth(local.Year, local.Month), First: (int)new DateOnly(local.Year, local.Month, 1).DayOfWeek);
            bool day = cron.Days switch
            {
                DayRule.OfMonth rule => ((rule.Days >> local.Day) & 1) != 0 || (rule.LastDay && local.Day == shape.Days),
                DayRule.OfWeek rule => ((rule.Weekdays >> (int)local.DayOfWeek % 7) & 1) != 0
                    || (rule.Nth is { } nth && (int)local.DayOfWeek % 7 == nth.Weekday && (local.Day + 6) / 7 == nth.Ordinal)
                    || (((rule.LastOf >> (int)local.DayOfWeek % 7) & 1) != 0 && local.Day + 7 > shape.Days),
                _ => false,
            };
            if (day && ((cron.Months >> local.Month) & 1) != 0 && ((cron.Hours >> local.Hour) & 1) != 0 && ((cron.Minutes >> local.Minute) & 1) != 0 && cron.Years.Contains(local.Year))
                fires.Add(at);
        }

        Assert.True(BitOperations.PopCount(cron.Minutes) > 0);
        return fires;
    }

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
