using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class ShortLivedReplayTests
{
    private static readonly Replayer Calm = new(World.Calm, 1);

    // Every 600 s of 1,200: starts at 0, 600 and 1,200. Pull begins 10 s later, ready 40 s after the start. The task of 100 s is due at 50: the first worker is idle from 40 to 50, takes it at once,
    // ends at 150 and leaves at 160. Billed: 160 - 10 = 150 s; the two that find nothing exist for 30 + 10 = 40 s and are billed a minute each.
    [Fact]
    public void A_scheduled_drain_bills_also_when_it_finds_nothing()
    {
        var result = Calm.Replay(World.Demand(1200, (50, 100)), new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 600, IdleSeconds = 10 });
        Assert.Equal(3, result.Starts);
        Assert.Equal(150 + 40 + 40, result.WorkerSeconds);
        Assert.Equal(150 + 60 + 60, result.OnDemandBilledSeconds);
        Assert.Equal(0, result.Waits.Longest);
    }

    [Theory]
    [InlineData(50, 0)]       // idle since 40: at the last instant of its idle time it still takes the task
    [InlineData(50.1, 589.9)] // gone; the next is ready at 640
    public void A_worker_leaves_after_its_idle_time(double due, double wait) =>
        Assert.Equal(wait, Calm.Replay(World.Demand(1200, (due, 100)), new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 600, IdleSeconds = 10 }).Waits.Longest!.Value, 6);

    [Fact]
    public void A_second_place_keeps_its_worker_while_the_first_works()
    {
        // Two places: one works from 50 to 150; the other is free all the time, so that the task of second 140 starts at once, although its place was idle for 100 s.
        var result = Calm.Replay(World.Demand(1200, (50, 100), (140, 5)), new ScheduledDrainPolicy { Shape = World.Shape(2), EverySeconds = 600, IdleSeconds = 10 });
        Assert.Equal(0, result.Waits.Longest);
    }

    [Fact]
    public void Seconds_to_stop_are_billed()
    {
        var terms = World.Calm with { StartUp = World.Calm.StartUp with { StopSeconds = 5 } };
        var result = new Replayer(terms, 1).Replay(World.Demand(0, (0, 100)), new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 600, IdleSeconds = 10 });
        // 30 boot + 100 work + 10 idle + 5.
        Assert.Equal(145, result.OnDemandBilledSeconds);
    }

    // Due at 100, 105 and 130 with a window of 20 s. The first message wakes at 100; the window ends at 120, and one of 105 asks for it: a second start. 130 is within 20 s of 120: a third at 140.
    [Theory]
    [InlineData(20, 3)]
    [InlineData(30, 2)]    // 100; 105 at 130, where the message of that instant is told too
    [InlineData(31, 2)]    // 100; 131 tells 105 and 130
    [InlineData(1, 3)]
    public void A_wake_sends_an_event_at_once_and_one_at_the_end_of_a_window(double window, int starts)
    {
        var result = Calm.Replay(World.Demand(3600, (100, 1), (105, 1), (130, 1)), new WakePolicy { Shape = World.Shape(), WindowSeconds = window });
        Assert.Equal(starts, result.Starts);
        Assert.Equal(3, result.Completed);
    }

    [Fact]
    public void A_woken_worker_keeps_a_task_waiting_for_its_start_only()
    {
        // Placement 10 + pull and boot 30.
        var result = Calm.Replay(World.Demand(3600, (100, 1)), new WakePolicy { Shape = World.Shape() });
        Assert.Equal(40, result.Waits.Longest);
        Assert.Equal(60, result.OnDemandBilledSeconds);
    }

    // 10 tasks of 60 s at second 1; looked at each 5 s: seen at 5. 600 s of work in 120 s are 5 workers, at most 3.
    [Theory]
    [InlineData(120, 10, 5)]
    [InlineData(120, 3, 3)]
    [InlineData(121, 10, 5)]   // 4.96 rounds up
    [InlineData(6000, 10, 1)]  // never none while something waits
    public void A_dispatcher_starts_what_empties_the_queue_in_time(double drain, int most, int starts)
    {
        // All start together and nothing waits when they are ready, unless they are fewer: then none is started beside them, as enough exist.
        var tasks = Enumerable.Repeat((1.0, 60.0), 10).ToArray();
        var result = Calm.Replay(World.Demand(3600, tasks), new DispatcherPolicy { Shape = World.Shape(), DrainSeconds = drain, Most = most, PollSeconds = 5 });
        Assert.Equal(starts, result.Starts);
        // Seen at 5, ready at 45.
        Assert.Equal(44, result.Waits.Shortest);
    }

    [Fact]
    public void A_dispatcher_costs_nothing_without_work_but_its_own_task()
    {
        var demand = World.Demand(3600);
        var policy = new DispatcherPolicy { Shape = World.Shape(), DrainSeconds = 60, Most = 5 };
        Assert.Equal(Usd.Zero, Calm.Replay(demand, policy).Cost);
        Assert.Equal(World.Small.PricePerHour(World.Calm.OnDemand) * new Hours(1), new Replayer(World.Calm with { Dispatcher = World.Small }, 1).Replay(demand, policy).Cost);
    }

    [Theory]
    [InlineData(10, 60)]    // 30 + 10 < 60: the minimum
    [InlineData(30, 60)]    // exactly
    [InlineData(30.5, 61)]  // whole seconds
    public void A_task_of_its_own_worker_waits_for_the_start_and_is_billed_a_minute_at_least(double runtime, int billed)
    {
        var result = Calm.Replay(World.Demand(100, (5, runtime)), new OneShotPolicy { Shape = World.Shape() });
        Assert.Equal(40, result.Waits.Longest);
        Assert.Equal(billed, result.OnDemandBilledSeconds);
        Assert.Equal(30 + runtime, result.WorkerSeconds, 9);
    }

    [Fact]
    public void Launches_beyond_the_burst_wait_for_their_turn()
    {
        // A burst of 2, then one in 10 s: accepted at 0, 0, 10, 20.
        var terms = World.Calm with { LaunchBurst = 2, LaunchesPerSecond = 0.1 };
        var result = new Replayer(terms, 1).Replay(World.Demand(100, (0, 1), (0, 1), (0, 1), (0, 1)), new OneShotPolicy { Shape = World.Shape() });
        Assert.Equal(40 + 40 + 50 + 60, result.Waits.SumSeconds);
    }

    [Fact]
    public void Each_part_of_a_hybrid_has_its_own_queue()
    {
        var builder = new CostTool.Scheduler.Replay.Demand.ReplayHistoryBuilder();
        builder.Add(new() { ArrivalSeconds = 0, RuntimeSeconds = 600, Task = "long", Queue = "q" });
        builder.Add(new() { ArrivalSeconds = 1, RuntimeSeconds = 1, Task = "short", Queue = "q" });
        var demand = builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1000)).Whole("q");
        var service = new ServicePolicy { Shape = World.Shape(), Workers = 1 };
        // Together, the short one waits for the long one: 599 s. Apart, it waits for nothing, and the long one for its worker's start.
        Assert.Equal(599, Calm.Replay(demand, service).Waits.Longest);
        var hybrid = new HybridPolicy
        {
            Shape = World.Shape(),
            Parts = [new(new HashSet<string> { "long" }, new OneShotPolicy { Shape = World.Shape(), Buying = Buying.Spot }), new(new HashSet<string> { "short" }, service)],
        };
        var result = Calm.Replay(demand, hybrid);
        Assert.Equal(40, result.Waits.Longest);
        Assert.Equal(1000, result.OnDemandBilledSeconds);
        Assert.Equal(630, result.SpotBilledSeconds);
    }
}
