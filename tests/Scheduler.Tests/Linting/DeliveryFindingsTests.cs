using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.Schedules;

namespace CostTool.Scheduler.Tests.Linting;

public sealed class DeliveryFindingsTests
{
    private static readonly CeleryEntry Entry = Entries.Of(Entries.Crontab("0 4 * * *"));

    [Theory]
    [InlineData("redis", 7200.0, 7200, null)]
    [InlineData("redis", 7200.0, 7201, LintLevel.Error)]
    [InlineData("redis", null, 3600, null)] // kombu's default for Redis
    [InlineData("redis", null, 3601, LintLevel.Error)]
    [InlineData("sqs", null, 1801, LintLevel.Error)] // and for SQS
    [InlineData("amqp", null, 86400, null)] // RabbitMQ has no such timeout
    public void A_run_longer_than_the_visibility_timeout_is_done_twice(string broker, double? timeout, double longest, LintLevel? level)
    {
        var found = Check(Lint.Sound with { BrokerScheme = broker, VisibilityTimeoutSeconds = timeout }, longest);
        Assert.Equal(level is null ? [] : [("visibility-timeout", level.Value)], found.Select(finding => (finding.Rule, finding.Level)));
    }

    [Fact]
    public void A_task_that_is_acknowledged_early_is_not_done_twice_but_lost()
    {
        var finding = Assert.Single(Check(Lint.Sound with { AcksLate = false }, 7200));
        Assert.Equal("acks-late", finding.Rule);
        Assert.Contains("up to 2 h of work (`reports.nightly`)", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tasks_own_settings_come_before_the_apps()
    {
        var own = Lint.Sound with { AcksLate = false, Tasks = [new TaskFacts { Name = "reports.nightly", AcksLate = true }] };
        Assert.Empty(Check(own, 60));
        Assert.Equal(["acks-late"], Check(Lint.Sound with { Tasks = [new TaskFacts { Name = "reports.nightly", AcksLate = false }] }, 60).Select(finding => finding.Rule));
    }

    [Fact]
    public void A_hard_limit_stands_in_where_there_is_no_history()
    {
        var inputs = Lint.Inputs(Entry) with { Facts = Lint.Sound with { TimeLimitSeconds = 3601 }, Runtimes = new Dictionary<string, TaskRuntime> { ["other"] = new(1, 1, 1, 1) } };
        Assert.Equal(("visibility-timeout", LintLevel.Warning), Assert.Single(ScheduleLint.Check(inputs).Select(finding => (finding.Rule, finding.Level))));
    }

    [Theory]
    [InlineData("3600", null)]
    [InlineData("3601", 2)]
    [InlineData("36000", 10)]
    [InlineData("\"soon\"", null)]
    [InlineData("{broken", null)]
    public void A_countdown_beyond_the_visibility_timeout_runs_again_and_again(string countdown, int? times)
    {
        var found = Lint.Check(Entry with { Options = new Dictionary<string, string> { ["countdown"] = countdown } });
        if (times is null) Assert.Empty(found);
        else Assert.EndsWith($"up to {times} times instead of once", Assert.Single(found).Why, StringComparison.Ordinal);
    }

    public static TheoryData<string, CeleryFacts> OneSettingAtATime { get; } = new()
    {
        { "reject-on-worker-lost", Lint.Sound with { RejectOnWorkerLost = false } },
        { "reject-on-worker-lost", Lint.Sound with { RejectOnWorkerLost = null } }, // Celery's default is off
        { "time-limit", Lint.Sound with { TimeLimitSeconds = null, SoftTimeLimitSeconds = null } },
        { "prefetch", Lint.Sound with { PrefetchMultiplier = 4 } },
        { "prefetch", Lint.Sound with { PrefetchMultiplier = 0 } }, // no bound at all
    };

    [Theory]
    [MemberData(nameof(OneSettingAtATime))]
    public void A_setting_that_loses_work_or_money_is_one_finding_for_the_app(string rule, CeleryFacts facts)
    {
        var finding = Assert.Single(Check(facts, 60));
        Assert.Equal((rule, null), (finding.Id, finding.Entry));
    }

    [Fact]
    public void A_task_without_limits_says_what_a_hung_run_costs()
    {
        var inputs = Lint.Inputs(Entry) with { Facts = Lint.Sound with { TimeLimitSeconds = null, SoftTimeLimitSeconds = null }, SpotRates = Lint.Spot };
        // (0.25 × 0.05 + 0.5 × 0.005) × 730 = 10.95
        Assert.Equal(10.95m, Assert.Single(ScheduleLint.Check(inputs)).MonthlyUsd!.Value.Amount);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Two_beats_double_every_run(int beats, int findings) =>
        Assert.Equal(findings, ScheduleLint.Check(Lint.Inputs(Entry) with { BeatsSeen = beats }).Count(finding => finding.Rule is "two-beats"));

    [Fact]
    public void What_is_not_known_is_said_and_never_taken_for_right_or_wrong()
    {
        var finding = Assert.Single(ScheduleLint.Check(Lint.Inputs(Entry) with { Facts = new CeleryFacts(), BeatsSeen = null, Runtimes = new Dictionary<string, TaskRuntime>() }));
        Assert.Equal(("unknown-settings", LintLevel.Note), (finding.Rule, finding.Level));
        Assert.Equal("not told by the source: broker, task_acks_late, task_reject_on_worker_lost, task_time_limit, worker_prefetch_multiplier, number of beat processes, runtimes", finding.What);
    }

    private static IReadOnlyList<LintFinding> Check(CeleryFacts facts, double longestSeconds) => ScheduleLint.Check(Lint.Inputs(Entry) with
    {
        Facts = facts, Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = new(60, 300, longestSeconds, 40) },
    });
}
