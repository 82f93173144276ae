using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.Schedules;
using CsCheck;

namespace CostTool.Scheduler.Tests.Planning;

public sealed class SchedulePlannerTests
{
    private static readonly Gen<string> QueueNames = Gen.Int[0, 2].Select(n => new[] { "reports", "emails", "other" }[n]);

    [Fact]
    public void A_launch_is_billed_from_the_image_pull_on_and_pays_its_invocation()
    {
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a")));
        var row = Assert.Single(plan.Rows);
        Assert.Equal(Strategy.ScheduledOneShot, row.Strategy);
        // 25 + 10 + 85 = 120 s; (0.25 × 0.05 + 0.5 × 0.005) × 120 ÷ 3600 = 0.0005; × 100 = 0.05; invocations 100 × 0.0000012 = 0.00012
        Assert.Equal(0.05012m, row.UsdPerMonthPlanned!.Value.Amount);
        // Half and twice of the Spot price, the invocation unchanged.
        Assert.Equal((0.02512m, 0.10012m), (row.OneShot!.Low.Amount, row.OneShot.High.Amount));
        // 100 runs × 85 s of 100,000 busy seconds of 50 USD
        Assert.Equal(4.25m, row.UsdPerMonthToday!.Value.Amount);
    }

    [Theory]
    [InlineData(0, 60)] // 35 s of overhead: the minimum
    [InlineData(25, 60)]
    [InlineData(25.5, 61)]
    [InlineData(85, 120)]
    public void A_run_is_billed_for_a_minute_at_least(double work, long billed)
    {
        var inputs = Plans.Inputs(Plans.Entry("a", runs: 1)) with { Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = new(work, work, work, 9) } };
        // 0.015 USD an hour is 1/240,000 a second
        Assert.Equal(decimal.Round((billed / 240_000m) + 0.0000012m, 12), decimal.Round(SchedulePlanner.Plan(inputs).Rows[0].UsdPerMonthPlanned!.Value.Amount, 12));
    }

    [Fact]
    public void The_band_spans_the_median_at_cheap_Spot_to_the_slow_run_at_dear_Spot_with_on_demand_mixed_in()
    {
        var inputs = Plans.Inputs(Plans.Entry("a", runs: 1)) with
        {
            Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = new(25, 205, 500, 9, 85) }, // billed 60, 240; mean 120
            Fallback = new OnDemandShare(0, 0.1m, 0.25m),
        };
        var band = SchedulePlanner.Plan(inputs).Rows[0].OneShot!;
        // centre: 0.9 × 0.0005 + 0.1 × 0.001 = 0.00055; low: 60 s at half = 0.000125; high: 240 s: 0.75 × 0.002 + 0.25 × 0.002 = 0.002
        Assert.Equal((0.0005512m, 0.0001262m, 0.0020012m), (band.Usd.Amount, band.Low.Amount, band.High.Amount));
    }

    [Fact]
    public void The_saving_is_the_workers_cost_less_the_launches_of_the_whole_set()
    {
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a"), Plans.Entry("b")));
        var set = Assert.Single(plan.Sets);
        Assert.True(set.Vacated);
        Assert.Equal(50 - 0.10024m, set.Saving!.Usd.Amount); // 2 × 0.05012
        Assert.Equal(50 - 0.20024m, set.Saving.Low.Amount); // at twice the Spot price
        Assert.Equal(set.Saving, plan.Total.Saving);
        // The schedules' shares are 2 × 4.25, the rest of the worker waits: it is saved all the same.
        Assert.Equal(8.5m, plan.Rows.Sum(row => row.UsdPerMonthToday!.Value).Amount);
    }

    public static TheoryData<string, PlanInputs> Blocked { get; } = new()
    {
        { "the application itself sends `thumbs.make` to `reports`", Plans.Inputs(Plans.Entry("a")) with { Queues = [Plans.Queue("reports", 100_000, "thumbs.make")] } },
        { "what else is sent to `reports` is not known without a history", Plans.Inputs(Plans.Entry("a")) with { Queues = [] } },
        { "`b` stays: finer than a minute", Plans.Inputs(Plans.Entry("a"), Plans.Entry("b") with { Expressions = [], RefusedReason = "finer than a minute" }) },
        { "`b` stays: how often it fires in the month is not known", Plans.Inputs(Plans.Entry("a"), Plans.Entry("b", runs: null)) },
        { "`b` stays: there is no history of `x` and no hard limit, so what a launch costs is not known", Plans.Inputs(Plans.Entry("a"), Plans.Entry("b", task: "x")) },
        { "no worker of `reports` is known, so neither is what it costs", Plans.Inputs(Plans.Entry("a")) with { Workers = [] } },
        { "what `atelier/deployment/w` costs is not known", Plans.Inputs(Plans.Entry("a")) with { Workers = [Plans.Worker("w", null, "reports")] } },
        { "launches would cost $0.05 a month and the workers cost $0.05", Plans.Inputs(Plans.Entry("a")) with { Workers = [Plans.Worker("w", 0.05012m, "reports")] } },
    };

    [Theory]
    [MemberData(nameof(Blocked))]
    public void One_task_that_stays_keeps_the_worker_and_nothing_is_saved(string blocker, PlanInputs inputs)
    {
        var plan = SchedulePlanner.Plan(inputs);
        var set = Assert.Single(plan.Sets);
        Assert.Equal([blocker], set.Blockers);
        Assert.False(set.Vacated);
        Assert.All(plan.Rows, row => Assert.Equal(Strategy.KeepAsService, row.Strategy));
        Assert.All(plan.Rows, row => Assert.Equal(row.UsdPerMonthToday, row.UsdPerMonthPlanned));
        Assert.Equal(Usd.Zero, plan.Total.Saving.Usd);
        Assert.Equal(set.Today is null, set.Saving is null);
        Assert.Equal(set.Today is null ? 1 : 0, plan.Total.SetsWithoutCost);
    }

    [Fact]
    public void A_cent_above_the_launches_is_enough_to_move() =>
        Assert.True(SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a")) with { Workers = [Plans.Worker("w", 0.05013m, "reports")] }).Sets[0].Vacated);

    [Fact]
    public void Queues_that_share_a_worker_go_together_or_not_at_all()
    {
        var inputs = Plans.Inputs(Plans.Entry("a"), Plans.Entry("b", "emails"), Plans.Entry("c", "other")) with
        {
            Queues = [Plans.Queue("reports"), Plans.Queue("emails", 100_000, "mail.send"), Plans.Queue("other")],
            Workers = [Plans.Worker("shared", 40, "reports", "emails"), Plans.Worker("single", 30, "other")],
        };
        var plan = SchedulePlanner.Plan(inputs);
        Assert.Equal(["emails,reports False", "other True"], plan.Sets.Select(set => $"{string.Join(',', set.Queues)} {set.Vacated}"));
        Assert.Equal((70m, 40.05012m, 29.94988m), (plan.Total.Today.Amount, plan.Total.Planned.Usd.Amount, plan.Total.Saving.Usd.Amount));
        Assert.Contains("so launching it would add $0.05 a month and save nothing", plan.Rows.Single(row => row.Entry is "a").Caveats[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_history_the_hard_limit_prices_a_run_and_its_share_stays_unknown()
    {
        var inputs = Plans.Inputs(Plans.Entry("a", runs: 1, task: "monthly")) with { Facts = new CeleryFacts { TimeLimitSeconds = 9999, Tasks = [new TaskFacts { Name = "monthly", TimeLimitSeconds = 3565 }] } };
        var row = SchedulePlanner.Plan(inputs).Rows[0];
        // 3565 + 35 = 3600 s: 0.015; low end a minute at half of the price: 0.000125; high end twice the price
        Assert.Equal((0.0150012m, 0.0001262m, 0.0300012m), (row.OneShot!.Usd.Amount, row.OneShot.Low.Amount, row.OneShot.High.Amount));
        Assert.Equal(Strategy.ScheduledOneShot, row.Strategy);
        Assert.Null(row.UsdPerMonthToday);
        Assert.Contains("no history: a run is priced at its hard limit of 3565 s", row.Caveats);
    }

    public static TheoryData<string, PlanEntry> Dropped { get; } = new()
    {
        { "dropped: it is switched off", With(entry => entry with { Enabled = false }) },
        { "dropped: it has ended", With(entry => entry with { Expires = new DateTimeOffset(2026, 10, 31, 0, 0, 0, TimeSpan.Zero) }) },
        { "dropped: it never runs: 31 February", Plans.Entry("b") with { DeadReason = "31 February" } },
        { "dropped: it never runs: Celery 5.6.3 refuses its day_of_week with ValueError: Invalid end range: 7 > 6", With(entry => entry with { Schedule = Entries.Crontab("0 4 * * 7") }) },
        { "dropped: it never runs: no month has the days of `crontab(0 4 30 2 *)`", With(entry => entry with { Schedule = Entries.Crontab("0 4 30 2 *") }) },
        { "dropped: it repeats `a`", Plans.Entry("b") with { DuplicateOf = "a" } },
        { "dropped: results in redis expire by themselves", With(entry => entry with { Task = "celery.backend_cleanup" }) },
    };

    [Theory]
    [MemberData(nameof(Dropped))]
    public void What_need_not_run_is_dropped_and_keeps_no_worker(string reason, PlanEntry entry)
    {
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a"), entry) with { Facts = new CeleryFacts { ResultBackendScheme = "redis" } });
        var row = plan.Rows.Single(row => row.Entry is "b");
        Assert.Equal((Strategy.Drop, reason, Usd.Zero), (row.Strategy, row.Caveats[0], row.UsdPerMonthPlanned));
        Assert.True(plan.Sets[0].Vacated);
        // What does not run has no share of the workers; a second copy and a clean-up have.
        if (reason.Contains("repeats", StringComparison.Ordinal)) Assert.Equal(4.25m, row.UsdPerMonthToday!.Value.Amount);
        else if (!reason.Contains("results", StringComparison.Ordinal)) Assert.Equal((0m, Usd.Zero), (row.RunsPerMonth, row.UsdPerMonthToday));
    }

    [Fact]
    public void Results_in_a_database_are_still_cleaned_up() =>
        Assert.NotEqual(Strategy.Drop, SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a", task: "celery.backend_cleanup")) with { Facts = new CeleryFacts { ResultBackendScheme = "db+postgresql" } }).Rows[0].Strategy);

    [Fact]
    public void A_share_without_a_history_is_unknown_and_never_zero()
    {
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a")) with { Queues = [Plans.Queue("reports", null)] });
        Assert.Null(plan.Rows[0].UsdPerMonthToday);
        Assert.Contains("its share of the workers is not known", plan.Rows[0].Caveats);
        Assert.Equal(Usd.Zero, SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a", runs: 0))).Rows[0].UsdPerMonthToday);
    }

    [Theory]
    [InlineData("reports.nightly", "reports.*", "heavy", "heavy")]
    [InlineData("reports.nightly", "reports.nightly", "heavy", "heavy")]
    [InlineData("reports.nightly", "report.*", "heavy", "default")]
    [InlineData("reports.nightly", "*.nightly", "heavy", "heavy")]
    [InlineData("reports.nightly", "r*s.n*y", "heavy", "heavy")]
    [InlineData("reports.nightly", "reports.nightly*nightly", "heavy", "default")] // the two parts may not share letters
    [InlineData("reports.nightly", null, null, null)] // a route that is code
    public void The_queue_is_the_first_routes_whose_pattern_matches(string task, string? pattern, string? queue, string? expected)
    {
        var route = new TaskRoute(pattern, queue, pattern is null ? "shop.Router" : null);
        var entry = Plans.Entry("a", task: task);
        var plan = SchedulePlanner.Plan(Plans.Inputs(entry with { Entry = entry.Entry with { Queue = null } }) with { Facts = new CeleryFacts { DefaultQueue = "default", Routes = [route] } });
        Assert.Equal(expected, plan.Rows[0].Queue);
    }

    [Fact]
    public void An_entry_whose_queue_is_not_known_may_need_any_worker()
    {
        var lost = Plans.Entry("b");
        var inputs = Plans.Inputs(Plans.Entry("a"), lost with { Entry = lost.Entry with { Queue = null } }) with { Facts = new CeleryFacts { Routes = [new TaskRoute(null, null, "shop.Router")] } };
        Assert.Equal(["the queue of `b` is not known, as its route is code"], Assert.Single(SchedulePlanner.Plan(inputs).Sets).Blockers);
    }

    [Fact]
    public void Break_even_is_the_period_at_which_a_months_launches_cost_an_always_on_task()
    {
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a")));
        var shortest = plan.BreakEven[0];
        // 0.015 × 720 = 10.80 on Spot; a run 0.00025 + 0.0000012 = 0.0002512; 43,200 min × 0.0002512 ÷ 10.80 = 1.0048; on demand half
        Assert.Equal((60L, 1.005m, 0.502m), (shortest.BilledSeconds, shortest.MinutesAgainstSpot, shortest.MinutesAgainstOnDemand));
        // The entry's runs are billed for 120 s: 43,200 × 0.0005012 ÷ 10.80 = 2.0048
        Assert.Equal(2.005m, plan.Rows[0].BreakEvenMinutes);
    }

    [Fact]
    public void The_workers_size_stands_in_where_the_inputs_say_so()
    {
        var size = FargateSize.All.Single(size => size.Cpu.Cores == 1 && size.Memory.Mebibytes == 2048);
        var inputs = Plans.Inputs(Plans.Entry("a")) with { Workers = [Plans.Worker("w", 50, "reports") with { Size = size }] };
        Assert.Equal(0.25m, SchedulePlanner.Plan(inputs).Rows[0].TaskVcpu);
        Assert.Equal(1m, SchedulePlanner.Plan(inputs with { SizeWhenUnknown = UnknownSize.Worker }).Rows[0].TaskVcpu);
        var known = SchedulePlanner.Plan(inputs with { TaskSizes = new Dictionary<string, FargateSize> { ["reports.nightly"] = size } }).Rows[0];
        Assert.Equal(1m, known.TaskVcpu);
        Assert.DoesNotContain("its size is an assumption", known.Caveats);
    }

    [Fact]
    public void A_guards_idle_launches_are_paid_too()
    {
        var row = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("a") with { Exact = false, GuardedLaunchesPerMonth = 10 })).Rows[0];
        // 0.05012 + 10 × (0.00025 + 0.0000012)
        Assert.Equal(0.052632m, row.UsdPerMonthPlanned!.Value.Amount);
    }

    [Fact]
    public void No_set_saves_more_than_its_workers_cost_and_shares_never_exceed_it() => Gen.Select(
        Gen.Select(QueueNames, Gen.Int[0, 50_000], Gen.Bool, Gen.Bool).List[0, 12],
        Gen.Select(QueueNames.List[1, 2], Gen.Int[0, 50_000].Select(cents => cents / 100m)).List[0, 4],
        Gen.Bool).Sample((schedules, workers, others) =>
        {
            var inputs = Plans.Inputs([.. schedules.Select((schedule, n) => Plans.Entry($"e{n}", schedule.Item1, schedule.Item2, schedule.Item3 ? "reports.nightly" : "fast") with { RefusedReason = schedule.Item4 && others ? "no" : null })]) with
            {
                Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = Plans.TwoMinutes, ["fast"] = new(1, 4, 9, 7) },
                Queues = [Plans.Queue("reports"), Plans.Queue("emails", 5), others ? Plans.Queue("other", 1000, "x") : Plans.Queue("other", 1000)],
                Workers = [.. workers.Select((worker, n) => Plans.Worker($"w{n}", worker.Item2, [.. worker.Item1]))],
            };
            var plan = SchedulePlanner.Plan(inputs);
            Assert.Equal(schedules.Count, plan.Rows.Count);
            foreach (var set in plan.Sets.Where(set => set.Today is not null))
            {
                Assert.InRange(set.Saving!.Usd.Amount, 0, set.Today!.Value.Amount);
                Assert.True(set.Saving.Low <= set.Saving.Usd && set.Saving.Usd <= set.Saving.High && set.Saving.High <= set.Today);
                var shares = plan.Rows.Where(row => set.Queues.Contains(row.Queue)).Sum(row => row.UsdPerMonthToday ?? Usd.Zero);
                Assert.True(shares.Round(10) <= set.Today.Value, $"{shares.Amount} > {set.Today.Value.Amount}");
                if (set.Vacated) Assert.Equal(set.Planned!.Usd.Round(20), plan.Rows.Where(row => set.Queues.Contains(row.Queue)).Sum(row => row.UsdPerMonthPlanned!.Value).Round(20));
            }

            // Sums of quotients differ in the last of decimal's 28 digits with their order.
            Assert.Equal(plan.Total.Saving.Usd.Round(20), plan.Sets.Sum(set => set.Saving?.Usd ?? Usd.Zero).Round(20));
            Assert.True(plan.Total.Saving.Usd.Round(20) <= inputs.Workers.Sum(worker => worker.MonthlyUsd!.Value).Round(20));
        });

    private static PlanEntry With(Func<CeleryEntry, CeleryEntry> change)
    {
        var entry = Plans.Entry("b");
        return entry with { Entry = change(entry.Entry) };
    }
}
