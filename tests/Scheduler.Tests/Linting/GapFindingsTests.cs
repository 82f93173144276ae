using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Tests.Schedules;

namespace CostTool.Scheduler.Tests.Linting;

public sealed class GapFindingsTests
{
    // Gap of 2027-03-28 in Paris: 02:00 to 03:00; New York 2027-03-14 the same; Lord Howe 02:00 to 02:30; Santiago 00:00 to 01:00 in September; Kolkata has none.
    [Theory]
    [InlineData("Europe/Paris", "30 2 * * *", "5.6.3", "03:30")] // moves by the gap's length
    [InlineData("Europe/Paris", "30 2 * * *", "5.5.1", "03:00")] // first instant after the gap
    [InlineData("Europe/Paris", "0 2 * * *", "5.6.3", "03:00")]
    [InlineData("Europe/Paris", "59 1 * * *", "5.6.3", null)] // a minute before the gap
    [InlineData("Europe/Paris", "0 3 * * *", "5.6.3", null)] // its end
    [InlineData("Europe/Paris", "30 2,3 * * *", "5.6.3", null)] // one run at 03:30, as EventBridge
    [InlineData("Europe/Paris", "30 2,3 * * *", "5.5.1", "03:00")] // and 03:30
    [InlineData("Europe/Paris", "15 * * * *", "5.5.1", "03:00")] // the extra run
    [InlineData("Europe/Paris", "15 * * * *", "5.5.2", null)]
    [InlineData("Europe/Paris", "*/30 * * * *", "5.5.1", null)]
    [InlineData("Europe/Paris", "30 2 * * 1-6", "5.6.3", null)] // clocks change on Sundays
    [InlineData("Europe/Paris", "30 2 * * 0", "5.6.3", "03:30")]
    [InlineData("Europe/Paris", "30 2 * 1,2 *", "5.6.3", null)]
    [InlineData("America/New_York", "30 2 * * *", "5.2.6", "03:00")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "5.6.3", "02:45")]
    [InlineData("Australia/Lord_Howe", "30 2 * * *", "5.6.3", null)]
    [InlineData("America/Santiago", "0 0 * * *", "5.6.3", "01:00")]
    [InlineData("Asia/Kolkata", "30 2 * * *", "5.6.3", null)]
    [InlineData("UTC", "30 2 * * *", "5.6.3", null)]
    public void A_time_inside_the_gap_is_found_where_Celery_and_EventBridge_differ(string zone, string fields, string version, string? celery)
    {
        var inputs = Lint.Inputs(Entries.Of(Entries.Crontab(fields), zone: zone)) with { Version = Version(version) };
        var found = ScheduleLint.Check(inputs);
        if (celery is null)
        {
            Assert.Empty(found);
        }
        else
        {
            var finding = Assert.Single(found);
            Assert.Equal("dst-gap", finding.Rule);
            Assert.Contains($"Celery {version} runs it at {celery} ", finding.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_dates_of_the_next_five_years_are_listed_and_the_lost_runs_counted()
    {
        var finding = Assert.Single(Lint.Check(Entries.Of(Entries.Crontab("30 2 * * *"))));
        // The last Sundays of March.
        Assert.Equal("02:30 does not exist in Europe/Paris on 2027-03-28, 2028-03-26, 2029-03-25, 2030-03-31, 2031-03-30", finding.What);
        Assert.EndsWith("5 runs lost in 5 years", finding.Why, StringComparison.Ordinal);
        Assert.StartsWith("move it out of 02:00 to 03:00", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extra_run_of_an_hourly_schedule_is_not_called_lost()
    {
        var finding = Assert.Single(ScheduleLint.Check(Lint.Inputs(Entries.Of(Entries.Crontab("15 * * * *"))) with { Version = new CeleryVersion(5, 2, 6) }));
        Assert.Contains("Celery's extra run goes away, 5 runs in 5 years", finding.Why, StringComparison.Ordinal);
    }

    private static CeleryVersion Version(string text)
    {
        var parts = text.Split('.').Select(int.Parse).ToList();
        return new(parts[0], parts[1], parts[2]);
    }
}
