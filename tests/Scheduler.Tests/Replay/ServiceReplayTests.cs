using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class ServiceReplayTests
{
    private static readonly Replayer Calm = new(World.Calm, 1);

    // Arrivals 0, 10, 20; each runs 30 s; one place: starts 0, 30, 60; waits 0, 20, 40.
    [Fact]
    public void One_place_serves_one_after_the_other()
    {
        var result = Calm.Replay(World.Demand(3600, (0, 30), (10, 30), (20, 30)), new ServicePolicy { Shape = World.Shape(), Workers = 1 });
        Assert.Equal(60, result.Waits.SumSeconds);
        Assert.Equal(40, result.Waits.Longest);
        Assert.Equal(90, result.WorkSeconds);
        Assert.Equal(3600, result.OnDemandBilledSeconds);
        Assert.Equal(0, result.SpotBilledSeconds);
        Assert.Equal(1, result.Starts);
    }

    // Two places: starts 0, 10, 30; waits 0, 0, 10. One worker of two places or two workers of one.
    [Theory]
    [InlineData(1, 2, 3600)]
    [InlineData(2, 1, 7200)]
    public void Two_places_halve_the_queue_however_they_are_made(int workers, int places, int billed)
    {
        var result = Calm.Replay(World.Demand(3600, (0, 30), (10, 30), (20, 30)), new ServicePolicy { Shape = World.Shape(places), Workers = workers });
        Assert.Equal(10, result.Waits.SumSeconds);
        Assert.Equal(billed, result.OnDemandBilledSeconds);
    }

    [Fact]
    public void A_service_is_billed_until_its_backlog_is_done()
    {
        // 100 s of history, 3 × 60 s of work on one place: the last task ends at 180 s.
        var result = Calm.Replay(World.Demand(100, (0, 60), (0, 60), (0, 60)), new ServicePolicy { Shape = World.Shape(), Workers = 1 });
        Assert.Equal(180, result.OnDemandBilledSeconds);
    }

    [Fact]
    public void The_money_is_billed_hours_times_the_price_of_the_size()
    {
        // 2 workers × 3,600 s = 2 h.
        var result = Calm.Replay(World.Demand(3600, (0, 1)), new ServicePolicy { Shape = World.Shape(), Workers = 2 });
        Assert.Equal(World.Small.PricePerHour(World.Calm.OnDemand) * new Hours(2), result.Cost);
        // 730 h a month.
    }

    [Theory]
    [InlineData(4, 0, 0, 1, 0, 4)]   // all Spot
    [InlineData(4, 1, 0, 1, 1, 3)]   // a base of one on demand
    [InlineData(5, 1, 1, 3, 2, 3)]   // base 1, then of four one on demand and three Spot
    [InlineData(2, 4, 0, 1, 2, 0)]   // the base is more than there is
    [InlineData(4, 0, 1, 1, 2, 2)]
    public void Workers_are_bought_by_base_and_weight(int workers, int onDemandBase, int onDemandWeight, int spotWeight, int onDemand, int spot)
    {
        var buying = new Buying { OnDemandBase = onDemandBase, OnDemandWeight = onDemandWeight, SpotWeight = spotWeight };
        var result = Calm.Replay(World.Demand(3600, (0, 1)), new ServicePolicy { Shape = World.Shape(), Workers = workers, Buying = buying });
        Assert.Equal(onDemand * 3600, result.OnDemandBilledSeconds);
        Assert.Equal(spot * 3600, result.SpotBilledSeconds);
    }

    [Theory]
    [InlineData(40, 0)]     // the last task ends at 40 s after it was due: in time
    [InlineData(39.9, 1)]
    public void A_task_is_late_when_it_ends_after_its_deadline(double deadline, int late)
    {
        // One place; due at 0 and 0, each 20 s: ends at 20 and 40.
        var result = new Replayer(World.Calm with { DeadlineSeconds = deadline }, 1).Replay(World.Demand(100, (0, 20), (0, 20)), new ServicePolicy { Shape = World.Shape(), Workers = 1 });
        Assert.Equal(late, result.Late);
    }

    // A 100 s and B 10 s at 0 on two workers; C to F of 1 s at 5. With four messages a worker, acknowledged early, C and E were given to the worker of A and wait 95 and 96 s; D and F wait for B: 5 and 6.
    // Without prefetch all four wait for B: 5, 6, 7, 8.
    [Theory]
    [InlineData(4, false, 95 + 5 + 96 + 6)]
    [InlineData(1, true, 5 + 6 + 7 + 8)]
    public void Prefetch_puts_short_tasks_behind_long_ones(int multiplier, bool late, double waits)
    {
        var result = Calm.Replay(
            World.Demand(1000, (0, 100), (0, 10), (5, 1), (5, 1), (5, 1), (5, 1)), new ServicePolicy { Shape = World.Shape(), Workers = 2, Prefetch = new Prefetch(multiplier, late) });
        Assert.Equal(waits, result.Waits.SumSeconds);
    }

    [Fact]
    public void Target_tracking_grows_after_three_minutes_above_and_shrinks_after_fifteen_below()
    {
        // One place busy for the first hour: 100 % > 50 % at minutes 1, 2, 3. At 180 s: ceil(1 × 1 / 0.5) = 2. Then the second worker idles: 50 % is not above 50 %, nor below 45 %.
        // From the hour on nothing runs: at the 15th minute below, ceil(2 × 0 / 0.5) = 0, and the least is 1. The second worker lives from 190 s (placement 10 s) to 3,600 + 900 = 4,500 s.
        var tracking = new TargetTracking { Least = 1, Most = 5, Target = 0.5 };
        var result = Calm.Replay(World.Demand(7200, (0, 3600)), new ServicePolicy { Shape = World.Shape(), Workers = 1, Scaling = tracking });
        Assert.Equal(2, result.Starts);
        Assert.Equal(7200 + 4500 - 190, result.WorkerSeconds);
        Assert.Equal(0, result.Interruptions);
    }

    [Theory]
    [InlineData(false)]   // 100 s left at the scale-in: ends within the grace of 110 s
    [InlineData(true)]
    public void A_scale_in_cuts_only_what_outlasts_the_grace(bool isLong)
    {
        // Four workers; three idle from the start. At 900 s, after 15 minutes of 25 % < 45 %, ceil(4 × 0.25 / 0.5) = 2 remain: the two newest leave.
        // The task that arrives last is on the newest worker (places are taken in the order of launch), so give the other three tasks of 1 s first.
        var runtime = isLong ? 1500 : 1000 - 10;
        var tracking = new TargetTracking { Least = 1, Most = 4, Target = 0.5 };
        var demand = World.Demand(3600, (10, 1), (10, 1), (10, 1), (10, runtime));
        var result = Calm.Replay(demand, new ServicePolicy { Shape = World.Shape(), Workers = 4, Scaling = tracking });
        Assert.Equal(isLong ? 900 + 110 - 10 : 0, result.ReworkSeconds);
        Assert.Equal(4, result.Completed);
        Assert.Equal(3 + runtime, result.WorkSeconds);
    }

    [Fact]
    public void Urgent_tasks_go_first()
    {
        var builder = new CostTool.Scheduler.Replay.Demand.ReplayHistoryBuilder();
        foreach (var (arrival, urgency) in new (double, byte)[] { (0, 1), (1, 1), (2, 0) })
            builder.Add(new() { ArrivalSeconds = arrival, RuntimeSeconds = 10, Task = "t", Queue = "q", Urgency = urgency });
        var result = Calm.Replay(builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(100)).Whole("q"), new ServicePolicy { Shape = World.Shape(), Workers = 1 });
        // The urgent one of second 2 starts at 10, the other of second 1 at 20: waits 0 + 8 + 19.
        Assert.Equal(27, result.Waits.SumSeconds);
    }

    [Fact]
    public void A_task_that_is_too_large_for_a_place_fails()
    {
        var builder = new CostTool.Scheduler.Replay.Demand.ReplayHistoryBuilder();
        foreach (var mib in new double?[] { 256, 257, null }) builder.Add(new() { ArrivalSeconds = 0, RuntimeSeconds = 1, Task = "t", Queue = "q", MemoryMib = mib });
        // 512 MiB for two places are 256 each.
        var result = Calm.Replay(builder.Build(DateTimeOffset.UnixEpoch).Whole("q"), new ServicePolicy { Shape = World.Shape(2), Workers = 1 });
        Assert.Equal(1, result.TooLargeForMemory);
        Assert.Equal(1, result.Failed);
    }

    [Fact]
    public void A_slower_size_takes_longer_for_the_same_task()
    {
        var slow = new WorkerShape(World.Small, 1) { RuntimeFactor = 2 };
        var result = Calm.Replay(World.Demand(1000, (0, 30), (0, 31)), new ServicePolicy { Shape = slow, Workers = 1 });
        Assert.Equal(122, result.WorkSeconds);
        Assert.Equal(60, result.Waits.Longest);
    }
}
