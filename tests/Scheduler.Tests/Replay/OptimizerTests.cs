using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Optimizing;
using CostTool.Scheduler.Replay.Policies;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class OptimizerTests
{
    private static readonly PolicyOptimizer Optimizer = new(World.Calm with { StartUp = StartUp.Assumed, SpotTerms = SpotTerms.Assumed }, 1);

    private static readonly SearchSpace Space = new()
    {
        Shapes = [World.Shape(), World.Shape(2)], AllowsSpot = true, Intervals = [120, 300, 900, 1800], Windows = [60, 300, 900], DrainTimes = [30, 120, 600], IdleTimes = [5, 30], Targets = [0.5, 0.8], MostWorkers = 8,
    };

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(2000)]
    public void The_search_is_within_a_twentieth_of_every_point_of_the_grid(double p95)
    {
        var goal = new QueueGoal { P95Seconds = p95 };
        foreach (var demand in (QueueDemand[])[World.Bursts(3), World.Stream])
        {
            var (found, best) = (Optimizer.Choose(demand, goal, Space), Optimizer.ChooseExhaustively(demand, goal, Space));
            Assert.True(best.KeepsGoal && found.KeepsGoal);
            Assert.InRange((double)(found.Best.Cost / best.Best.Cost), 0.95, 1.05);
            // It is a search: most of the grid was not replayed.
            Assert.True(found.Replayed.Count < best.Replayed.Count / 2, $"{found.Replayed.Count} of {best.Replayed.Count}");
        }
    }

    [Fact]
    public void Bursts_that_may_wait_leave_the_service_and_a_stream_that_may_not_stays()
    {
        Assert.IsAssignableFrom<ShortLivedPolicy>(Optimizer.Choose(World.Bursts(3), new QueueGoal { P95Seconds = 600 }, Space).Best.Policy);
        Assert.IsType<ServicePolicy>(Optimizer.Choose(World.Stream, new QueueGoal { P99Seconds = 1 }, Space).Best.Policy);
    }

    [Fact]
    public void A_stricter_goal_never_costs_less()
    {
        var costs = new[] { 5.0, 60, 600, 3600 }.Select(p95 => Optimizer.Choose(World.Bursts(3), new QueueGoal { P95Seconds = p95 }, Space)).ToList();
        Assert.All(costs, choice => Assert.True(choice.KeepsGoal));
        Assert.Equal(costs.OrderByDescending(choice => choice.Best.Cost), costs);
    }

    [Fact]
    public void A_goal_that_nothing_keeps_is_told()
    {
        var space = Space with { Kinds = ["one-shot"] };
        var choice = Optimizer.Choose(World.Bursts(3), new QueueGoal { P50Seconds = 1 }, space);
        Assert.False(choice.KeepsGoal);
        Assert.Equal("one-shot", choice.Best.Policy.Kind);
    }

    [Fact]
    public void Without_tolerance_for_interruption_nothing_is_on_Spot()
    {
        var choice = Optimizer.Choose(World.Bursts(3), QueueGoal.None, Space with { AllowsSpot = false });
        Assert.All(choice.Replayed, result => Assert.Equal(0, result.SpotBilledSeconds));
    }

    [Fact]
    public void The_bound_is_the_work_on_the_cheapest_place()
    {
        // 7,200 s of work; two places on the small size halve it: 1 h at the Spot price.
        var demand = World.Demand(100_000, (0, 3600), (10, 3600));
        Assert.Equal(World.Small.PricePerHour(World.Calm.Spot) * new Hours(1), LowerBound.Of(demand, [World.Shape(), World.Shape(2)], World.Calm, allowsSpot: true)!.Cost);
        Assert.Equal(World.Small.PricePerHour(World.Calm.OnDemand) * new Hours(2), LowerBound.Of(demand, [World.Shape()], World.Calm, allowsSpot: false)!.Cost);
    }

    [Fact]
    public void The_gap_is_told_and_no_choice_is_below_the_bound()
    {
        var choice = Optimizer.Choose(World.Bursts(3), QueueGoal.None, Space);
        Assert.Equal((double)(choice.Best.Cost / choice.Bound!.Cost) - 1, choice.Gap);
        Assert.True(choice.Gap > 0);
    }

    [Fact]
    public void A_frontier_trades_money_for_waiting_and_leaves_out_what_is_worse_in_both()
    {
        var choice = Optimizer.Choose(World.Bursts(3), new QueueGoal { P95Seconds = 300 }, Space);
        var frontier = choice.Frontier(0.95);
        Assert.True(frontier.Count > 2);
        foreach (var (cheaper, dearer) in frontier.Zip(frontier.Skip(1)))
        {
            Assert.True(cheaper.Cost <= dearer.Cost);
            Assert.True(cheaper.Wait(0.95) > dearer.Wait(0.95));
        }

        Assert.All(choice.Replayed.Where(result => result.Failed == 0), result => Assert.Contains(frontier, better => better.Cost <= result.Cost && better.Wait(0.95) <= result.Wait(0.95)));
    }

    [Fact]
    public void A_break_even_stands_between_a_rate_that_leaves_and_one_that_stays()
    {
        var space = Space with { Kinds = ["service", "one-shot"], Shapes = [World.Shape()] };
        // 20 s of work a run: on its own worker each is billed 60 s or so, so that a service pays from about one a minute on.
        var flips = BreakEvenTable.Flips(Optimizer, World.Demand(86_400, [.. Enumerable.Range(0, 288).Select(task => (task * 300.0, 20.0))]), new QueueGoal { P95Seconds = 120 }, space, 1, [1.0 / 16, 1, 16]);
        var flip = Assert.Single(flips);
        Assert.Equal("one-shot", flip.Below.Choice.Best.Policy.Kind);
        Assert.Equal("service", flip.Above.Choice.Best.Policy.Kind);
        Assert.InRange(flip.Above.TasksPerHour, 40, 70);
        Assert.InRange(flip.Above.Factor / flip.Below.Factor, 1, 1.2);
    }

    [Fact]
    public void Queues_that_share_a_worker_cost_less_as_one()
    {
        var builder = new ReplayHistoryBuilder();
        for (var task = 0; task < 2000; task++) builder.Add(new() { ArrivalSeconds = task * 40, RuntimeSeconds = 5, Task = task % 2 == 0 ? "a" : "b", Queue = task % 2 == 0 ? "one" : "two" });
        var history = builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(86_400));
        var space = Space with { Kinds = ["service"], Shapes = [World.Shape()] };
        var goal = new QueueGoal { P95Seconds = 10 };
        var choices = history.QueueNames.Select(queue => Optimizer.Choose(history.Queue(queue), goal, space)).ToList();
        var merge = Assert.Single(new QueueGrouping(Optimizer).Merges(choices));
        Assert.Equal(["one", "two"], merge.Queues);
        // Each had a worker of its own; one serves both.
        Assert.Equal(choices[0].Best.Cost, merge.Saving);
        Assert.Equal(2000, merge.Choice.Demand.Count);
    }

    [Fact]
    public void Long_tasks_leave_where_they_hold_up_the_short_ones()
    {
        // A short task every 20 s that may wait for 15 s, and one of ten minutes every two hours: one worker alone cannot keep the goal while that runs.
        var builder = new ReplayHistoryBuilder();
        for (var task = 0; task < 4320; task++) builder.Add(new() { ArrivalSeconds = task * 20, RuntimeSeconds = 2, Task = "short", Queue = "q" });
        for (var task = 0; task < 12; task++) builder.Add(new() { ArrivalSeconds = 7 + (task * 7200), RuntimeSeconds = 600, Task = "long", Queue = "q" });
        var demand = builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(86_400)).Whole("q");
        var space = Space with { Kinds = ["service", "one-shot"], Shapes = [World.Shape()] };
        var goal = new QueueGoal { P99Seconds = 15 };
        var whole = Optimizer.Choose(demand, goal, space);
        Assert.True(whole.KeepsGoal);
        // With the same goal for the long ones nothing is saved: they wait for no start of a worker, and so keep one of their own.
        Assert.Null(new QueueGrouping(Optimizer).Split(whole));
        var staying = Optimizer.Choose(demand.Of("s", new HashSet<string> { "short" }), goal, space);
        var leaving = Optimizer.Choose(demand.Of("l", new HashSet<string> { "long" }), QueueGoal.None, space);
        Assert.IsType<ServicePolicy>(staying.Best.Policy);
        Assert.IsType<OneShotPolicy>(leaving.Best.Policy);
        Assert.True(staying.Best.Cost + leaving.Best.Cost < whole.Best.Cost);
    }

    [Fact]
    public void A_split_that_saves_names_both_sides()
    {
        // Rare long tasks and rare short ones that may wait for an hour: apart, the short ones need no second worker beside a long one.
        var builder = new ReplayHistoryBuilder();
        for (var day = 0; day < 7; day++)
        {
            for (var task = 0; task < 200; task++) builder.Add(new() { ArrivalSeconds = (day * 86_400) + 36_000 + (task * 9), RuntimeSeconds = 8, Task = "short", Queue = "q" });
            builder.Add(new() { ArrivalSeconds = (day * 86_400) + 36_001, RuntimeSeconds = 3000, Task = "long", Queue = "q" });
        }

        var demand = builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromDays(7)).Whole("q");
        var space = Space with { Kinds = ["service"], Shapes = [World.Shape()], AllowsSpot = false };
        var choice = Optimizer.Choose(demand, new QueueGoal { P95Seconds = 60 }, space);
        // Two workers are needed together and two apart: no saving, no split.
        Assert.Null(new QueueGrouping(Optimizer).Split(choice));
        var wider = space with { Kinds = ["service", "one-shot"], AllowsSpot = true };
        var split = new QueueGrouping(Optimizer).Split(Optimizer.Choose(demand, new QueueGoal { P95Seconds = 60 }, wider with { Kinds = ["service"] }) with { Space = wider });
        Assert.NotNull(split);
        Assert.Equal(["short"], split.ShortTasks);
        Assert.Equal(["long"], split.LongTasks);
        Assert.True(split.Saving > Usd.Zero);
    }

    [Theory]
    [InlineData(10, 20, 10)]
    [InlineData(null, 20, 20)]
    [InlineData(10, null, 10)]
    [InlineData(null, null, null)]
    public void The_stricter_goal_takes_the_lesser_bound(int? one, int? other, int? stricter) =>
        Assert.Equal((double?)stricter, QueueGoal.Stricter(new() { P95Seconds = one }, new() { P95Seconds = other }).P95Seconds);

    [Fact]
    public void A_grid_has_every_point_once()
    {
        var grid = new PolicyGrid("service", [2, 3, 1], at => new ServicePolicy { Shape = World.Shape(), Workers = 1 + at[0] });
        Assert.Equal(["000", "010", "020", "100", "110", "120"], grid.Points().Select(point => string.Concat(point)));
    }
}
