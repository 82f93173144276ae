using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Tests.Calendars;

public class GoldenCalendarTests(ITestOutputHelper output)
{
    private static readonly Duration Horizon = Duration.FromDays(1827);

    // pytz, which computed the file, knows no summer time after 2037.
    private static readonly Instant PytzEnd = Instant.FromUtc(2038, 1, 1, 0, 0);

    [Fact]
    public void Every_row_fires_when_Celery_fires() => Compare("Celery's loop", row => new CeleryCalendar(Crontab(row), row.Zone, GoldenRow.Version), row => row.Fires);

    [Fact]
    public void Every_row_fires_on_the_wall_clock_when_its_owner_meant_it_to() => Compare("wall clock", row => new WallClockCalendar(Crontab(row), row.Zone), row => row.WallFires);

    [Fact]
    public void A_row_without_a_fire_within_five_years_has_Celerys_first_fire_or_its_error()
    {
        var wrong = new List<string>();
        int rows = 0;
        foreach (GoldenRow row in Valid().Where(row => row.Never))
        {
            rows++;
            CeleryCrontab crontab = Crontab(row);
            bool error = row.Text("stop") == "error";
            Instant? first = new CeleryCalendar(crontab, row.Zone, GoldenRow.Version).Next(row.Start);
            if (first is { } late && late > PytzEnd)
            {
                first = late + Duration.FromSeconds(row.Zone.GetZoneInterval(late).Savings.Seconds);
            }

            if (crontab.IsImpossible != error || (row.FirstFire is not null || error) && first != row.FirstFire)
            {
                wrong.Add($"{row.Id}: impossible {crontab.IsImpossible}, first {first}, expected {row.FirstFire} {row.Text("never_reason")}");
            }
        }

        output.WriteLine($"never within five years: {rows - wrong.Count} of {rows} equal");
        Assert.NotEqual(0, rows);
        Assert.Empty(wrong);
    }

    private void Compare(string what, Func<GoldenRow, IFireTimes> calendar, Func<GoldenRow, IReadOnlyList<Instant>> expected)
    {
        var wrong = new List<string>();
        int rows = 0;
        int fires = 0;
        foreach (GoldenRow row in Valid())
        {
            rows++;
            List<Instant> got = [.. calendar(row).After(row.Start, row.Start + Horizon).Take(25)];
            fires += got.Count;
            if (!got.SequenceEqual(expected(row)))
            {
                wrong.Add($"{row.Id} {row.Fields} {row.Zone.Id}\n  got {string.Join(' ', got)}\n  not {string.Join(' ', expected(row))}");
            }
        }

        output.WriteLine($"{what}: {rows - wrong.Count} of {rows} rows equal, {fires} fires");
        Assert.Equal(3000, rows);
        Assert.Empty(wrong);
    }

    private static IEnumerable<GoldenRow> Valid() => GoldenRow.ReadAll().Where(row => !row.Invalid);

    private static CeleryCrontab Crontab(GoldenRow row)
    {
        Assert.True(CeleryCrontab.TryParse(row.Fields, GoldenRow.Version, out CeleryCrontab? crontab, out CrontabRefusal? refusal), $"{row.Id}: {refusal}");
        return crontab;
    }
}
