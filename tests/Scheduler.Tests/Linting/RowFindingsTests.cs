using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.Schedules;

namespace CostTool.Scheduler.Tests.Linting;

public sealed class RowFindingsTests
{
    [Theory]
    [InlineData("0 2 * * *", null)]
    [InlineData("0 2 * * 6", null)]
    [InlineData("0 2 * * 7", "write 0 for Sunday")] // one above the last weekday
    [InlineData("0 2 * * 0-7", "write 0 for Sunday")]
    [InlineData("60 2 * * *", "mend the field, or delete the row")]
    [InlineData("0 2 29 2 *", null)] // leap years have it
    [InlineData("0 2 30 2 *", "delete the row, or write a day that exists: 28 in February, or EventBridge's L for the last day")]
    [InlineData("0 2 31 2,4 *", "delete the row, or write a day that exists: 28 in February, or EventBridge's L for the last day")]
    [InlineData("0 2 31 2,3 *", null)] // March has it
    public void A_row_that_never_runs_is_an_error(string fields, string? mend)
    {
        var found = Lint.Check(Entries.Of(Entries.Crontab(fields))).Where(finding => finding.Rule is "dead-row").ToList();
        Assert.Equal(mend is null ? [] : [mend], found.Select(finding => finding.Mend));
        Assert.All(found, finding => Assert.Equal(LintLevel.Error, finding.Level));
    }

    [Fact]
    public void An_unknown_zone_is_named()
    {
        var finding = Assert.Single(Lint.Check(Entries.Of(Entries.Crontab("0 4 * * *"), zone: "Europe/Lutetia")));
        Assert.Equal("unknown-zone", finding.Rule);
        Assert.Contains("`Europe/Lutetia`", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_entry_of_a_sound_app_has_no_finding() => Assert.Empty(Lint.Check(Entries.Of(Entries.Crontab("0 4 * * 1-5"))));

    [Fact]
    public void Only_equal_task_time_zone_arguments_and_queue_are_duplicates()
    {
        var first = Entries.Of(Entries.Crontab("0 4 * * *"), "a");
        var copy = first with { Name = "b", Origin = "celery/beat.json:9" };
        var finding = Assert.Single(Lint.Check(copy, first));
        Assert.Equal(("duplicate", "b"), (finding.Rule, finding.Entry));
        Assert.Contains("`a`", finding.What, StringComparison.Ordinal);
        Assert.Empty(Lint.Check(first, copy with { ArgsJson = "[1]" }));
        Assert.Empty(Lint.Check(first, copy with { TimeZone = "UTC" }));
        Assert.Empty(Lint.Check(first, copy with { Schedule = Entries.Crontab("1 4 * * *") }));
        Assert.DoesNotContain(Lint.Check(first, copy with { Enabled = false }), found => found.Rule is "duplicate");
    }

    [Fact]
    public void What_is_off_or_over_is_a_note_and_is_looked_at_no_further()
    {
        var subMinute = Entries.Of(Entries.Every(10));
        Assert.Equal(["disabled"], Rules(subMinute with { Enabled = false }));
        Assert.Equal(["expired"], Rules(subMinute with { Expires = Lint.AsOf.ToDateTimeOffset() }));
        Assert.Equal(["sub-minute"], Rules(subMinute with { Expires = Lint.AsOf.ToDateTimeOffset().AddSeconds(1) }));
        Assert.Equal(["expired"], Rules(subMinute with { OneOff = true, LastRun = Lint.AsOf.ToDateTimeOffset() }));
        Assert.Equal(["sub-minute"], Rules(subMinute with { OneOff = true }));
        // A clocked task in the past that has not run runs as soon as beat sees it.
        var clocked = Entries.Of(new CelerySchedule.Clocked(Lint.AsOf.ToDateTimeOffset().AddDays(-1)));
        Assert.Equal([], Rules(clocked));
        Assert.Equal(["expired"], Rules(clocked with { LastRun = Lint.AsOf.ToDateTimeOffset() }));
    }

    [Fact]
    public void The_order_of_the_entries_does_not_change_the_findings()
    {
        CeleryEntry[] entries =
        [
            Entries.Of(Entries.Every(10), "z"), Entries.Of(Entries.Crontab("0 2 * * 7"), "y"), Entries.Of(Entries.Crontab("30 2 * * *"), "x"), Entries.Of(Entries.Crontab("30 2 * * *"), "w"),
        ];
        var found = Lint.Check(entries);
        Assert.Equal(["dead-row", "dst-gap", "dst-gap", "duplicate", "sub-minute"], found.Select(finding => finding.Rule));
        Assert.Equal(found, Lint.Check([.. entries.Reverse()]));
        Assert.Equal(found.Count, found.Select(finding => finding.Id).Distinct().Count());
    }

    private static IEnumerable<string> Rules(CeleryEntry entry) => Lint.Check(entry).Select(finding => finding.Rule);
}
