using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Learning;
using static CostTool.Scheduler.Tests.Dispatching.Situations;

namespace CostTool.Scheduler.Tests.Dispatching;

/// <summary>A new worker takes messages for 100 − 40 = 60 s within the deadline, which is 30 tasks of 2 s; one that is there takes 50.</summary>
public sealed class DecisionTests
{
    [Theory]
    [InlineData(0, 0)] // idle costs nothing
    [InlineData(1, 1)]
    [InlineData(30, 1)] // 1 × 30
    [InlineData(31, 2)]
    [InlineData(300, 10)]
    [InlineData(301, 11)]
    public void The_fewest_workers_that_take_all_within_the_deadline_are_launched(long ready, int workers) =>
        Assert.Equal(workers, Launched(DispatchDecider.Decide(With([], Of(Pool(), ready)))));

    [Theory]
    [InlineData(120, 1)] // 4 places × 30 = 120
    [InlineData(121, 2)]
    public void A_worker_takes_as_many_at_once_as_it_has_places(long ready, int workers) =>
        Assert.Equal(workers, Launched(DispatchDecider.Decide(With([], Of(Pool(concurrency: 4), ready)))));

    [Theory]
    [InlineData(50, 0)] // a busy worker takes one each 2 s for 100 s
    [InlineData(51, 1)]
    [InlineData(80, 1)] // 50 + 30
    [InlineData(81, 2)]
    public void Where_those_present_will_do_none_is_launched(long ready, int workers) =>
        Assert.Equal(workers, Launched(DispatchDecider.Decide(With(Workers(1, WorkerStage.Running), Of(Pool(), ready, held: 1)))));

    [Theory]
    [InlineData(30, 0)] // launched now: works for 60 of 100 s
    [InlineData(31, 1)]
    public void Workers_that_are_starting_count_as_coming(long ready, int workers) =>
        Assert.Equal(workers, Launched(DispatchDecider.Decide(With(Workers(1, WorkerStage.Starting, launchedSecondsAgo: 0), Of(Pool(), ready)))));

    [Fact]
    public void A_process_that_imports_its_app_is_still_coming_and_takes_its_first_messages_at_once()
    {
        // Its process runs for 1 s of 5 s; it is alone, so 1 message of an hour-long task is not a reason for another one.
        var worker = Workers(1, WorkerStage.Running, launchedSecondsAgo: 36);
        var pool = Of(Pool(), 1) with { TaskTime = new TaskTime { Prior = 3600 } };
        var decision = DispatchDecider.Decide(With(worker, pool));
        Assert.Equal(0, Launched(decision));
        Assert.Equal(1, decision.Pools[0].Starting);
        Assert.Equal(0, decision.Pools[0].Running);
    }

    [Fact]
    public void Workers_that_are_stopping_are_not_counted() =>
        Assert.Equal(1, Launched(DispatchDecider.Decide(With(Workers(3, WorkerStage.Stopping), Of(Pool(), 30)))));

    [Fact]
    public void A_worker_past_its_own_deadline_takes_nothing_more() =>
        Assert.Equal(1, Launched(DispatchDecider.Decide(With(Workers(1, WorkerStage.Running, launchedSecondsAgo: 4000), Of(Pool(), 30)))));

    [Theory]
    [InlineData(180, 0)] // 3 minutes: still waited for
    [InlineData(181, 1)]
    public void A_worker_that_should_have_come_long_ago_is_not_waited_for(int secondsAgo, int workers) =>
        Assert.Equal(workers, Launched(DispatchDecider.Decide(With(Workers(1, WorkerStage.Starting, secondsAgo), Of(Pool(), 30)))));

    [Fact]
    public void Nothing_is_launched_on_an_unknown_backlog_and_the_reason_is_told()
    {
        var decision = DispatchDecider.Decide(With([], Of(Pool(), null)));
        Assert.Empty(decision.Orders);
        Assert.Null(decision.Pools[0].Missing);
        Assert.Contains("how many messages wait in `web-queue` is not known: the broker does not answer", decision.Pools[0].Reasons);
    }

    [Fact]
    public void One_unknown_queue_makes_the_whole_pool_unknown()
    {
        var pool = Of(Pool(), 500);
        var decision = DispatchDecider.Decide(With([], pool with { Backlog = [.. pool.Backlog, new QueueBacklog { Queue = "other", Ready = null, InFlight = null }] }));
        Assert.Empty(decision.Orders);
    }

    [Fact]
    public void Nothing_is_launched_while_the_workers_are_unknown()
    {
        var decision = DispatchDecider.Decide(With(null, Of(Pool(), 500)));
        Assert.Empty(decision.Orders);
        Assert.Equal("the workers that exist are not known", decision.Hold);
        Assert.Null(decision.Running);
    }

    [Fact]
    public void Where_the_broker_does_not_tell_what_is_held_a_new_message_is_left_to_the_worker_that_is_there()
    {
        var pool = Of(Pool(), 1, held: null) with { TaskTime = new TaskTime { Prior = 3600 } };
        var there = Workers(1, WorkerStage.Running);
        Assert.Equal(0, Launched(DispatchDecider.Decide(With(there, pool))));
        // Two looks later it still waits: the worker is busy, with a task that may take an hour.
        var later = pool with { Waiting = new WaitingMessages { Cohorts = [new WaitingCohort(Now.AddSeconds(-10), 1), new WaitingCohort(Now, 1)] } };
        Assert.Equal(1, Launched(DispatchDecider.Decide(With(there, later))));
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(5, 5, 0)]
    [InlineData(7, 5, 0)] // more than allowed, since the setting was lowered: none is stopped, none is launched
    public void A_pool_never_has_more_than_its_most(int there, int most, int launched)
    {
        var decision = DispatchDecider.Decide(With(Workers(there, WorkerStage.Running), Of(Pool(most: most), 100_000, held: there)));
        Assert.Equal(launched, Launched(decision));
        Assert.Contains(decision.Pools[0].Reasons, reason => reason.StartsWith($"`max_workers` is {most}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3", 6)] // 6 × 0.50
    [InlineData("3.49", 6)]
    [InlineData("3.5", 7)]
    [InlineData("0.49", 0)]
    public void A_budget_is_kept_with_the_highest_Spot_price(string budget, int launched)
    {
        var decision = DispatchDecider.Decide(With([], Of(Pool(), 300)) with { Budget = new UsdPerHour(decimal.Parse(budget, System.Globalization.CultureInfo.InvariantCulture)) });
        Assert.Equal(launched, Launched(decision));
        Assert.Contains(decision.Pools[0].Reasons, reason => reason.StartsWith("the budget of", StringComparison.Ordinal));
    }

    [Fact]
    public void Workers_that_are_stopping_are_still_paid_for()
    {
        var decision = DispatchDecider.Decide(With(Workers(2, WorkerStage.Stopping, purchase: PurchaseOption.OnDemand), Of(Pool(), 300)) with { Budget = new UsdPerHour(3) });
        Assert.Equal(2, Launched(decision)); // 2 × 1.00 + 2 × 0.50 = 3
        Assert.Equal(2m, decision.Running!.Value.Amount);
    }

    [Fact]
    public void A_short_budget_is_shared_by_the_pools()
    {
        var decision = DispatchDecider.Decide(With([], Of(Pool("a"), 300), Of(Pool("b"), 300)) with { Budget = new UsdPerHour(2) });
        Assert.Equal([2, 2], decision.Pools.Select(pool => pool.OnSpot));
    }

    [Fact]
    public void A_worker_without_a_price_holds_all_launches_under_a_budget()
    {
        var stranger = Workers(1, WorkerStage.Running, pool: "gone");
        Assert.Equal(0, Launched(DispatchDecider.Decide(With(stranger, Of(Pool(), 300)) with { Budget = new UsdPerHour(100) })));
        Assert.Equal(10, Launched(DispatchDecider.Decide(With(stranger, Of(Pool(), 300)))));
    }

    [Theory]
    [InlineData(BreakerStage.Closed, 10, 0)]
    [InlineData(BreakerStage.Open, 0, 10)]
    [InlineData(BreakerStage.Ready, 1, 9)]
    [InlineData(BreakerStage.Probing, 0, 10)]
    public void The_breaker_says_how_many_are_on_Spot(BreakerStage stage, int spot, int onDemand)
    {
        var decision = DispatchDecider.Decide(With([], Of(Pool(), 300)) with { Breaker = new SpotBreaker { Stage = stage, Until = Now.AddMinutes(1), Why = "no Spot" } });
        Assert.Equal((spot, onDemand), (decision.Pools[0].OnSpot, decision.Pools[0].OnDemand));
    }

    [Theory]
    [InlineData(39, 1, 0)] // a Spot worker launched when the message came would not have been there yet
    [InlineData(40, 0, 1)]
    public void Near_a_deadline_workers_are_on_demand(int waited, int spot, int onDemand)
    {
        var pool = Of(Pool(), 10) with { Waiting = new WaitingMessages { Cohorts = [new WaitingCohort(Now.AddSeconds(-waited), 10), new WaitingCohort(Now, 10)] } };
        var decision = DispatchDecider.Decide(With([], pool)).Pools[0];
        Assert.Equal((spot, onDemand), (decision.OnSpot, decision.OnDemand));
    }

    [Fact]
    public void A_pool_without_Spot_is_on_demand() =>
        Assert.Equal(1, DispatchDecider.Decide(With([], Of(Pool() with { Spot = false }, 10))).Pools[0].OnDemand);

    [Fact]
    public void Messages_that_have_waited_have_less_time_left()
    {
        // 60 messages, 30 s old: 70 s are left, 30 of them after start-up, which is 15 tasks for a worker: 4 workers. Without the wait 2 would do.
        var pool = Of(Pool(), 60) with { Waiting = new WaitingMessages { Cohorts = [new WaitingCohort(Now.AddSeconds(-30), 60), new WaitingCohort(Now, 60)] } };
        Assert.Equal(4, Launched(DispatchDecider.Decide(With([], pool))));
    }

    [Fact]
    public void A_deadline_below_start_up_is_told_and_does_not_call_one_worker_a_message()
    {
        // Start-up 40 s, deadline 20 s: a tenth of it, 2 s, is what a worker is given: 1 task each. 5 messages, 5 workers.
        var decision = DispatchDecider.Decide(With([], Of(Pool(deadline: 20), 5)));
        Assert.Equal(5, Launched(decision));
        Assert.Contains(decision.Pools[0].Reasons, reason => reason.Contains("shorter than start-up", StringComparison.Ordinal));
        // And they are not launched again while they come, though they come too late.
        Assert.Equal(0, Launched(DispatchDecider.Decide(With(Workers(5, WorkerStage.Starting, launchedSecondsAgo: 5), Of(Pool(deadline: 20), 5)))));
    }

    [Fact]
    public void Messages_held_by_nobody_call_one_worker_when_it_is_time()
    {
        Assert.Equal(0, Launched(DispatchDecider.Decide(With([], Of(Pool(), 0, held: 7)))));
        Assert.Equal(1, Launched(DispatchDecider.Decide(With([], Of(Pool(), 0, held: 7) with { TakeBack = true }))));
        Assert.Equal(0, Launched(DispatchDecider.Decide(With(Workers(1, WorkerStage.Stopping), Of(Pool(), 0, held: 7) with { TakeBack = true }))));
    }

    [Fact]
    public void An_order_is_for_ten_at_most_and_its_token_names_the_fleet()
    {
        var situation = With([], Of(Pool(), 700));
        var orders = DispatchDecider.Decide(situation).Orders;
        Assert.Equal([10, 10, 4], orders.Select(order => order.Count));
        Assert.Equal(3, orders.Select(order => order.Token).Distinct().Count());
        Assert.All(orders, order => Assert.Matches("^[A-Za-z0-9-]{1,48}$", order.Token));
        // A successor that sees the same fleet a moment later, with more messages, says the same tokens.
        var later = DispatchDecider.Decide(situation with { Now = Now.AddSeconds(20), Pools = [Of(Pool(), 900)] });
        Assert.Equal(orders[0].Token, later.Orders[0].Token);
        // Another fleet, or an order that was answered, is another token.
        Assert.NotEqual(orders[0].Token, DispatchDecider.Decide(situation with { Workers = Workers(1, WorkerStage.Starting) }).Orders[0].Token);
        var answered = new Dictionary<string, int> { [DispatchDecider.FleetOf(situation, "web", PurchaseOption.Spot)] = 1 };
        Assert.NotEqual(orders[0].Token, DispatchDecider.Decide(situation with { Answered = answered }).Orders[0].Token);
    }

    [Fact]
    public void Each_number_is_explained()
    {
        var reasons = DispatchDecider.Decide(With(Workers(1, WorkerStage.Running), Of(Pool(), 81, held: 1))).Pools[0].Reasons;
        Assert.Equal(
            [
                "81 messages wait, 1 are held by workers; a task takes 2 s (from `task_seconds`), a worker takes messages 40 s after its launch",
                "1 workers take messages (0 places free), 0 are coming, 0 are leaving",
                "81 messages should be taken within 100 s; workers that are there or coming take 50 in that time, one more takes 30: 2 more",
                "each is billed a minute at least and 130 s if it works to the end of that time: 0.009028 USD on Spot",
                "launched: 2 on Spot, 0 on demand",
            ],
            reasons);
    }
}
