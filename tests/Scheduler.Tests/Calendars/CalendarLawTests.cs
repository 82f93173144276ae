using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using CsCheck;
using NodaTime;

namespace CostTool.Scheduler.Tests.Calendars;

public class CalendarLawTests
{
    // An hour at night, half an hour, a gap at midnight, no change, a change in Ramadan.
    private static readonly string[] Zones = ["America/New_York", "Asia/Amman", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "Africa/Casablanca"];
    private static readonly CeleryVersion[] Versions = [new(5, 2, 6), new(5, 3, 0), new(5, 5, 2)];

    private static readonly Gen<CeleryCrontab> Crontabs = Gen.Select(
        Field(0, 59), Field(0, 23), Field(0, 6), Field(1, 31), Field(1, 12), (minute, hour, weekday, day, month) => Crontab(minute, hour, weekday, day, month));

    private static readonly Gen<Instant> Instants = Gen.Long[Instant.FromUtc(2005, 1, 1, 0, 0).ToUnixTimeSeconds(), Instant.FromUtc(2035, 1, 1, 0, 0).ToUnixTimeSeconds()]
        .Select(Instant.FromUnixTimeSeconds);

    /// <summary>Instants within three days before an offset change or a few hours after one.</summary>
    private static readonly Gen<(DateTimeZone Zone, Instant Start)> NearChanges = Gen.Select(OneOf(Zones), Instants, Gen.Int[-3 * 86_400, 6 * 3_600], (id, instant, shift) =>
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[id];
        NodaTime.TimeZones.ZoneInterval interval = zone.GetZoneInterval(instant);
        return (zone, (interval.HasEnd ? interval.End : instant) + Duration.FromSeconds(shift));
    });

    [Fact]
    public void Next_is_later_than_what_it_was_asked_for() => Gen.Select(Crontabs, NearChanges, OneOf(Versions)).Sample((crontab, place, version) =>
        Later(new CeleryCalendar(crontab, place.Zone, version), place.Start) && Later(new WallClockCalendar(crontab, place.Zone), place.Start));

    [Fact]
    public void In_UTC_every_calendar_is_the_plain_scan_of_minutes() => Gen.Select(Crontabs, Instants).Sample((crontab, start) =>
    {
        Instant end = start + Duration.FromDays(3);
        List<Instant> plain = [.. Scan(crontab, DateTimeZone.Utc, start, end)];
        return Versions.All(version => new CeleryCalendar(crontab, DateTimeZone.Utc, version).After(start, end).SequenceEqual(plain))
            && new WallClockCalendar(crontab, DateTimeZone.Utc).After(start, end).SequenceEqual(plain);
    });

    [Fact]
    public void Around_offset_changes_the_wall_clock_is_the_plain_scan_of_local_minutes() => Gen.Select(Crontabs, NearChanges).Sample((crontab, place) =>
    {
        Instant end = place.Start + Duration.FromDays(4);
        return new WallClockCalendar(crontab, place.Zone).After(place.Start, end).SequenceEqual(Scan(crontab, place.Zone, place.Start, end));
    });

    [Fact]
    public void Away_from_offset_changes_Celery_fires_on_the_wall_clock() => Gen.Select(Crontabs, OneOf(Versions[1..]), Instants).Sample((crontab, version, start) =>
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        Instant end = zone.GetZoneInterval(start).End - Duration.FromDays(1);
        return start >= end
            || zone.GetZoneInterval(start).Start + Duration.FromDays(1) > start
            || new CeleryCalendar(crontab, zone, version).After(start, end).Take(50).SequenceEqual(new WallClockCalendar(crontab, zone).After(start, end).Take(50));
    });

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("UTC")]
    public void The_ends_of_time_are_no_error(string id)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[id];
        foreach (CeleryCrontab crontab in new[] { Crontab("*", "*", "*", "*", "*"), Crontab("0", "0", "*", "29", "2"), Crontab("0", "0", "*", "30", "2") })
        {
            foreach (IFireTimes calendar in new IFireTimes[] { new CeleryCalendar(crontab, zone, Versions[0]), new WallClockCalendar(crontab, zone) })
            {
                Assert.Null(calendar.Next(Instant.MaxValue));
                Assert.Null(calendar.Next(Instant.FromUtc(9999, 1, 2, 0, 0)));
                Assert.Equal(crontab.IsImpossible, calendar.Next(Instant.MinValue) is null);
                Assert.Equal(crontab.IsImpossible, calendar.Next(Instant.FromUtc(9990, 1, 1, 0, 0)) is null);
            }
        }

        var hourly = new CeleryInterval(new CelerySchedule.Interval(TimeSpan.FromHours(1), true), zone, Versions[0]);
        Assert.Null(hourly.Next(Instant.MaxValue));
        Assert.NotNull(hourly.Next(Instant.MinValue));
        Assert.Null(new CeleryInterval(new CelerySchedule.Interval(TimeSpan.MaxValue, true), zone, Versions[0]).Next(Instant.FromUtc(2026, 1, 1, 0, 0)));
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool Later(IFireTimes calendar, Instant start)
    {
        Instant at = start;
        foreach (Instant fire in calendar.After(start, 40))
        {
            if (fire <= at)
            {
                return false;
            }

            at = fire;
        }

        return true;
    }

    /// <summary>Every local minute from two days before to two days after, mapped by NodaTime one by one.</summary>
    private static IEnumerable<Instant> Scan(CeleryCrontab crontab, DateTimeZone zone, Instant start, Instant end)
    {
        LocalDateTime from = start.InZone(zone).LocalDateTime.PlusDays(-2);
        LocalDateTime local = new(from.Year, from.Month, from.Day, 0, 0);
        for (int minute = 0; minute < 9 * 1440; minute++, local = local.PlusMinutes(1))
        {
            if (Holds(crontab.Minutes, local.Minute) && Holds(crontab.Hours, local.Hour) && Holds(crontab.DaysOfMonth, local.Day)
                && Holds(crontab.Months, local.Month) && Holds(crontab.DaysOfWeek, (int)local.DayOfWeek % 7)
                && zone.MapLocal(local) is { Count: > 0 } mapping
                && mapping.First().ToInstant() is var fire && fire > start && fire <= end)
            {
                yield return fire;
            }
        }
    }

    private static bool Holds(ulong mask, int value) => (mask >> value & 1) != 0;

    private static Gen<string> Field(int first, int last) => Gen.Frequency(
        (4, Gen.Const("*")),
        (1, Gen.Int[1, last].Select(step => $"*/{step}")),
        (2, Gen.Int[first, last].Select(value => $"{value}")),
        (1, Gen.Select(Gen.Int[first, last], Gen.Int[first, last], (from, to) => $"{from}-{to}")),
        (1, Gen.Int[first, last].Array[2, 4].Select(values => string.Join(',', values))));

    private static CeleryCrontab Crontab(string minute, string hour, string dayOfWeek, string dayOfMonth, string monthOfYear)
    {
        var fields = new CelerySchedule.Crontab(
            new CrontabField.Text(minute), new CrontabField.Text(hour), new CrontabField.Text(dayOfWeek), new CrontabField.Text(dayOfMonth), new CrontabField.Text(monthOfYear));
        return CeleryCrontab.TryParse(fields, CeleryVersion.Newest, out CeleryCrontab? crontab, out CrontabRefusal? refusal)
            ? crontab
            : throw new InvalidOperationException(refusal.ToString());
    }
}
