using System.Text;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.Replay;

namespace CostTool.Scheduler.Tests.Planning;

/// <summary>A queue that the application itself sends to: ten tasks a day of five minutes each, over two weeks, by workers of 50 USD a month.</summary>
public sealed class ReplayedPlanTests
{
    // Monday, 2026-10-05 00:00 UTC.
    private const double Monday = 1_791_158_400;

    private static PlanInputs Inputs(decimal p95Seconds, int tasksADay = 10, bool interruptible = true, decimal usd = 50)
    {
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        for (var task = 0; task < 14 * tasksADay; task++)
        {
            var sent = Monday + (task * 86_400.0 / tasksADay);
            repair.Add(new SourceAttempt { Task = "app.own", Queue = "reports", Worker = "w", Sent = sent, Received = sent + 0.01, Started = sent + 0.5, Ended = sent + 300.5, End = AttemptEnd.Ran });
        }

        return Plans.Inputs(Plans.Entry("nightly")) with
        {
            Queues = [Plans.Queue("reports", 100_000, "app.own")],
            Workers = [Plans.Worker("celery-reports", usd, "reports") with { Size = FargateSize.All[0] }],
            Replay = new ReplayedWork
            {
                History = repair.Build(),
                Terms = World.Calm,
                Bounds = new Dictionary<string, StatedBounds> { ["reports"] = new(new WaitBounds { P95Seconds = p95Seconds }, "policy.yaml") },
                Interruptible = interruptible ? new HashSet<string> { "atelier/deployment/celery-reports" } : [],
            },
        };
    }

    [Fact]
    public void A_queue_that_the_application_sends_to_leaves_its_workers_where_short_lived_ones_keep_the_wait()
    {
        var plan = SchedulePlanner.Plan(Inputs(p95Seconds: 120));
        var (set, row) = (Assert.Single(plan.Sets), Assert.Single(plan.Rows));
        Assert.True(set.Vacated);
        Assert.Empty(set.Blockers);
        Assert.True(row.Strategy is Strategy.DrainScheduled or Strategy.DrainWoken or Strategy.Dispatched, row.Strategy.ToString());
        Assert.Equal(set.Drain!.Strategy, row.Strategy);
        Assert.InRange(set.WaitBefore!.P95Seconds, 0.49m, 0.51m);
        // A worker needs 40 s to come in this world, so that nothing that waits for one waits less.
        Assert.InRange(set.WaitAfter!.P95Seconds, 39, 120);
        Assert.Equal((set.WaitBefore, set.WaitAfter), (row.WaitBefore, row.WaitAfter));
        // 140 tasks of 300 s on 0.25 vCPU and 0.5 GB of Spot are cents; the saving is nearly all of the 50 dollars.
        Assert.InRange(set.Saving!.Usd.Amount, 45, 50);
        Assert.Equal(new Usd(50) - set.Planned!.Usd, set.Saving.Usd);
        Assert.Null(row.Launch);
        Assert.StartsWith("drained: ", row.Caveats[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)] // below the 40 s that a worker needs to come: only workers that overlap all the time keep it, and those are dearer than a service
    [InlineData(0)]
    public void A_bound_that_short_lived_workers_keep_only_by_never_leaving_keeps_the_workers(int p95Seconds)
    {
        var set = Assert.Single(SchedulePlanner.Plan(Inputs(p95Seconds)).Sets);
        Assert.False(set.Vacated);
        Assert.Null(set.Drain);
        Assert.Contains(set.Blockers, blocker => blocker.StartsWith("short-lived workers that keep the wait would cost", StringComparison.Ordinal));
        Assert.Null(set.WaitAfter);
        Assert.Equal(new Usd(50), set.Planned!.Usd);
    }

    [Fact]
    public void Workers_that_cost_less_than_what_would_replace_them_stay()
    {
        var set = Assert.Single(SchedulePlanner.Plan(Inputs(p95Seconds: 120, usd: 0.01m)).Sets);
        Assert.False(set.Vacated);
        Assert.Contains(set.Blockers, blocker => blocker.StartsWith("short-lived workers that keep the wait would cost", StringComparison.Ordinal));
    }

    [Fact]
    public void Spot_is_used_only_where_the_policy_says_that_the_workers_may_be_interrupted()
    {
        Assert.Contains("Spot", Assert.Single(SchedulePlanner.Plan(Inputs(120)).Sets).Drain!.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("Spot", Assert.Single(SchedulePlanner.Plan(Inputs(120, interruptible: false)).Sets).Drain!.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_without_a_stated_wait_may_not_get_slower_than_it_is()
    {
        var inputs = Inputs(120);
        var set = Assert.Single(SchedulePlanner.Plan(inputs with { Replay = inputs.Replay! with { Bounds = new Dictionary<string, StatedBounds>() } }).Sets);
        Assert.False(set.Vacated);
        Assert.Contains(set.Blockers, blocker => blocker.StartsWith("short-lived workers that keep the wait would cost", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_history_nothing_of_a_plan_changes()
    {
        var inputs = Inputs(120) with { Replay = null };
        var set = Assert.Single(SchedulePlanner.Plan(inputs).Sets);
        Assert.Equal((false, null, null), (set.Vacated, set.WaitBefore, set.WaitAfter));
        Assert.Equal(["the application itself sends `app.own` to `reports`"], set.Blockers);
    }

    [Fact]
    public void Equal_inputs_give_equal_plans_to_the_byte() =>
        Assert.Equal(Encoding.UTF8.GetString(PlanFile.Canonical(SchedulePlanner.Plan(Inputs(120)))), Encoding.UTF8.GetString(PlanFile.Canonical(SchedulePlanner.Plan(Inputs(120)))));

    [Fact]
    public void A_plan_with_drains_is_read_back_as_it_was_written()
    {
        var file = PlanFile.Of(SchedulePlanner.Plan(Inputs(120)));
        Assert.Equal(file.ToBytes(), PlanFile.Read(file.ToBytes(), "plan.json").ToBytes());
    }

    [Fact]
    public void A_queue_that_only_schedules_send_to_is_launched_as_before_and_tells_its_waits()
    {
        var inputs = Inputs(120) with { Queues = [Plans.Queue("reports")] };
        var (set, row) = (Assert.Single(SchedulePlanner.Plan(inputs).Sets), Assert.Single(SchedulePlanner.Plan(inputs).Rows));
        Assert.Equal((Strategy.ScheduledOneShot, true, null), (row.Strategy, set.Vacated, set.Drain));
        Assert.InRange(set.WaitAfter!.P95Seconds, 39.5m, 40.5m); // 10 s of placement and 30 s of pull and boot
    }

    [Fact]
    public void Long_tasks_are_proposed_a_queue_of_their_own_with_what_that_saves_in_the_month()
    {
        // A short task every half minute that may wait for one, and each day one of three hours, for which a second worker would have to be there all the time.
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        void Add(string task, double sent, double seconds) =>
            repair.Add(new SourceAttempt { Task = task, Queue = "reports", Worker = "w", Sent = sent, Received = sent + 0.01, Started = sent + 0.5, Ended = sent + 0.5 + seconds, End = AttemptEnd.Ran });
        for (var day = 0; day < 14; day++)
        {
            for (var task = 0; task < 2880; task++) Add("app.short", Monday + (day * 86_400) + (task * 30), 20);
            Add("app.long", Monday + (day * 86_400) + 36_001, 10_800);
        }

        var inputs = Inputs(p95Seconds: 60);
        var work = inputs.Replay! with { History = repair.Build() };
        var chooser = new QueueChooser(work.Terms, inputs.Hours, work.Seed);
        var study = chooser.Study(work.CaseOf(["reports"], inputs.Workers)!, ["one-shot", "service"]);
        var found = Assert.Single(chooser.Regroupings([study]));
        Assert.Equal("split", found.Change);
        Assert.Equal(["reports"], found.Queues);
        Assert.Equal(["app.short", "app.long"], found.Into.SelectMany(part => part.Tasks));
        Assert.Equal(study.Best.Monthly - found.Into[0].Monthly - found.Into[1].Monthly, found.Saving);
    }
}
