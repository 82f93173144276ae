using CostTool.Analyzer.Units;
using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Tests.Schedules;

namespace CostTool.Scheduler.Tests.Linting;

public sealed class FrequencyFindingsTests
{
    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 0)]
    [InlineData(0.001, 1)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public void An_interval_below_a_minute_is_found(double seconds, int findings) =>
        Assert.Equal(findings, Lint.Check(Entries.Of(Entries.Every(seconds))).Count(finding => finding.Rule is "sub-minute"));

    [Fact]
    public void A_heartbeat_says_what_its_launches_would_cost()
    {
        var finding = Assert.Single(ScheduleLint.Check(Lint.Inputs(Entries.Of(Entries.Every(10))) with { SpotRates = Lint.Spot }));
        // 730 × 3600 ÷ 10 = 262,800 launches of a minute: (0.25 × 0.05 + 0.5 × 0.005) ÷ 60 = 0.00025 each
        Assert.Equal(new Usd(65.70m), finding.MonthlyUsd!.Value.Round(8));
        Assert.Contains("262,800 launches a month would cost $65.70", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("* */12 * * *", 120, 2)]
    [InlineData("* 0 * * *", 60, 1)]
    [InlineData("* 9-17 * * 1-5", 540, 9)]
    [InlineData("* * * * *", null, null)]
    [InlineData("* 0-23 * * *", null, null)] // every hour, so every minute is what it says
    [InlineData("0 */12 * * *", null, null)]
    [InlineData("*/5 0 * * *", null, null)]
    public void An_hour_without_a_minute_fires_sixty_times(string fields, int? fires, int? meant)
    {
        var found = Lint.Check(Entries.Of(Entries.Crontab(fields), zone: "UTC"));
        Assert.Equal(fires is null ? [] : [$"{fires} runs on such a day instead of {meant}"], found.Select(finding => finding.Why));
    }

    [Fact]
    public void The_surplus_of_a_daily_one_is_priced()
    {
        var finding = Assert.Single(ScheduleLint.Check(Lint.Inputs(Entries.Of(Entries.Crontab("* */12 * * *"), zone: "UTC")) with { SpotRates = Lint.Spot }));
        // 118 runs a day × 730 ÷ 24 days × 0.00025 = 0.8973
        Assert.Equal(0.8973m, decimal.Round(finding.MonthlyUsd!.Value.Amount, 4));
        Assert.Null(Assert.Single(ScheduleLint.Check(Lint.Inputs(Entries.Of(Entries.Crontab("* */12 * * 1"), zone: "UTC")) with { SpotRates = Lint.Spot })).MonthlyUsd);
    }

    [Theory]
    [InlineData(20, null, 0)]
    [InlineData(21, LintLevel.Note, 2)] // 21 ÷ 20, rounded up
    [InlineData(100, LintLevel.Note, 5)]
    [InlineData(101, LintLevel.Warning, 6)] // one above the burst
    [InlineData(160, LintLevel.Warning, 8)]
    public void A_herd_is_measured_against_the_launch_limits(int schedules, LintLevel? level, int window)
    {
        var entries = Enumerable.Range(0, schedules).Select(n => new LintedEntry(Entries.Of(Entries.Every(3600), $"e{n:000}") with { ArgsJson = $"[{n}]" }, new EveryMinutes(60)));
        var found = ScheduleLint.Check(Lint.Inputs() with { Entries = [.. entries] });
        Assert.Equal(level is null ? [] : [level.Value], found.Select(finding => finding.Level));
        if (level is null) return;
        Assert.Equal($"give those that may start later a flexible window of {window} minutes, or other minutes", found[0].Mend);
        // Hours after the instant of the check, 168 in a week.
        Assert.StartsWith($"{schedules} schedules start at 2026-11-01T01:00:00Z (`e000`, `e001`, ", found[0].What, StringComparison.Ordinal);
        Assert.EndsWith("168 minutes of the week have more than 20", found[0].What, StringComparison.Ordinal);
        // 160: 60 over the burst at 20 a second.
        if (schedules == 160) Assert.Contains("the last 60 are refused at first and start 3 s late", found[0].Why, StringComparison.Ordinal);
    }
}
