using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class SpotReplayTests
{
    private static readonly ServicePolicy OneOnSpot = new() { Shape = World.Shape(), Workers = 1, Buying = Buying.Spot };

    [Fact]
    public void Interruptions_come_at_their_rate_and_are_replaced()
    {
        // 0.1 an hour on 10 workers over 1,000 h: 1,000 interruptions, give or take four times the root of it. Replaced after 40 s, of which the first 10 are not billed.
        var demand = World.Demand(3_600_000);
        var result = new Replayer(World.Calm with { SpotTerms = World.Spot(0.1) }, 5).Replay(demand, OneOnSpot with { Workers = 10 });
        Assert.InRange(result.Interruptions, 1000 - 127, 1000 + 127);
        Assert.Equal(10 + result.Interruptions, result.Starts);
        Assert.Equal(36_000_000 - (10 * result.Interruptions), result.SpotWorkerSeconds, 1e-9 * 36_000_000);
    }

    [Fact]
    public void What_is_cut_is_done_again_and_counted()
    {
        // Tasks of 20 minutes, one after the other, with an interruption each half hour in the mean: many are cut.
        var demand = World.Demand(360_000, [.. Enumerable.Range(0, 100).Select(task => (task * 3600.0, 1200.0))]);
        var terms = World.Calm with { SpotTerms = World.Spot(2) with { MostDeliveries = 1000 } };
        var result = new Replayer(terms, 3).Replay(demand, OneOnSpot);
        Assert.Equal(100, result.Completed);
        Assert.Equal(120_000, result.WorkSeconds);
        Assert.True(result.ReworkSeconds > 1200);
        // An interrupted task has at most its runtime cut each time, and each cut is of an interruption.
        Assert.True(result.ReworkSeconds < 1200 * result.Interruptions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_grace_that_is_longer_than_a_task_loses_nothing(bool oneShot)
    {
        var terms = World.Calm with { SpotTerms = World.Spot(2) };
        var demand = World.Demand(360_000, [.. Enumerable.Range(0, 1000).Select(task => (task * 360.0, 110.0))]);
        var result = new Replayer(terms, 3).Replay(demand, oneShot ? new OneShotPolicy { Shape = World.Shape(), Buying = Buying.Spot } : OneOnSpot);
        Assert.True(result.Interruptions > 10);
        Assert.Equal(0, result.ReworkSeconds);
        Assert.Equal(1000, result.Completed);
    }

    [Fact]
    public void Tasks_that_never_end_in_time_are_given_up_after_the_most_deliveries()
    {
        // Ten hours of work under an interruption every six minutes: e^-100 to end.
        var terms = World.Calm with { SpotTerms = World.Spot(10) with { MostDeliveries = 3 } };
        var demand = World.Demand(36_000, (0, 36_000));
        var service = new Replayer(terms, 3).Replay(demand, OneOnSpot);
        Assert.Equal((0, 1), (service.Completed, service.Failed));
        var oneShot = new Replayer(terms, 3).Replay(demand, new OneShotPolicy { Shape = World.Shape(), Buying = Buying.Spot });
        Assert.Equal((0, 1, 3), (oneShot.Completed, oneShot.Failed, oneShot.Starts));
    }

    [Fact]
    public void Without_a_hand_back_a_cut_task_comes_back_after_the_visibility_time()
    {
        var demand = World.Demand(3600, [.. Enumerable.Range(0, 20).Select(task => (task * 180.0, 170.0))]);
        var handed = World.Spot(5) with { GraceSeconds = 0, MostDeliveries = 100 };
        var policy = OneOnSpot with { Workers = 3 };
        var back = new Replayer(World.Calm with { SpotTerms = handed }, 3).Replay(demand, policy);
        var hidden = new Replayer(World.Calm with { SpotTerms = handed with { HandsBack = false, VisibilitySeconds = 7200 } }, 3).Replay(demand, policy);
        Assert.True(back.ReworkSeconds > 0);
        // The history is an hour: what comes back after two is served then, by a service that is billed as long.
        Assert.True(hidden.SpotWorkerSeconds > 7200);
        Assert.True(back.SpotWorkerSeconds < 3 * 7200);
        Assert.Equal((20, 20), (back.Completed, hidden.Completed));
    }

    // Spot is out from 0 to 100 s; tries each 30 s: accepted at 120, ready at 160. With a fallback after 60 s: on demand at 60, ready at 100. After 120 s: Spot is back by then.
    [Theory]
    [InlineData(null, 160, true)]
    [InlineData(60.0, 100, false)]
    [InlineData(119.0, 159, false)]
    [InlineData(120.0, 160, true)]
    public void A_refused_start_waits_for_Spot_or_falls_back(double? fallback, double wait, bool isSpot)
    {
        var terms = World.Calm with { SpotTerms = World.Spot(0, new Shortage(0, 100)) };
        var buying = Buying.Spot with { FallbackSeconds = fallback };
        foreach (var policy in new ReplayPolicy[]
        {
            new WakePolicy { Shape = World.Shape(), Buying = buying }, new OneShotPolicy { Shape = World.Shape(), Buying = buying }, new DispatcherPolicy { Shape = World.Shape(), Buying = buying, DrainSeconds = 100, Most = 1 },
        })
        {
            var result = new Replayer(terms, 1).Replay(World.Demand(1000, (0, 50)), policy);
            Assert.Equal(wait, result.Waits.Longest);
            Assert.Equal(isSpot, result.SpotBilledSeconds > 0);
            Assert.Equal(!isSpot, result.OnDemandBilledSeconds > 0);
            Assert.Equal(1, result.Refusals);
        }
    }

    [Theory]
    [InlineData(99.9, 1)]
    [InlineData(100, 0)]   // at its end a shortage is over
    public void A_shortage_ends_at_its_end(double due, int refusals)
    {
        var terms = World.Calm with { SpotTerms = World.Spot(0, new Shortage(50, 100)) };
        Assert.Equal(refusals, new Replayer(terms, 1).Replay(World.Demand(1000, (due, 50)), new WakePolicy { Shape = World.Shape(), Buying = Buying.Spot }).Refusals);
    }

    [Fact]
    public void A_zone_that_is_not_short_takes_the_start()
    {
        var zones = Enumerable.Range(0, 2).Select(index => new SpotZone { Name = $"zone {index}", InterruptionsPerHour = Band.Sure(0), Shortages = index == 0 ? [new Shortage(0, 1000)] : [] }).ToList();
        var result = new Replayer(World.Calm with { SpotTerms = SpotTerms.Calm with { Zones = zones } }, 1).Replay(World.Demand(1000, (0, 50), (300, 50)), new WakePolicy { Shape = World.Shape(), Buying = Buying.Spot });
        Assert.Equal((0, 40), (result.Refusals, result.Waits.Longest));
    }

    [Fact]
    public void Spot_that_never_comes_leaves_tasks_undone_and_says_so()
    {
        var terms = World.Calm with { SpotTerms = World.Spot(0, new Shortage(0, 1e9)) };
        foreach (var policy in new ReplayPolicy[] { new WakePolicy { Shape = World.Shape(), Buying = Buying.Spot }, new ScheduledDrainPolicy { Shape = World.Shape(), Buying = Buying.Spot, EverySeconds = 600 } })
        {
            var result = new Replayer(terms, 1).Replay(World.Demand(1000, (0, 50)), policy);
            Assert.Equal((0, 1, 0), (result.Completed, result.Failed, result.Starts));
            Assert.Null(result.Wait(0.5));
        }
    }

    // Work 100 s, deadline 1,000 s, changeover 40 s, Spot out until 500 s. At 0 nothing is done and nothing expected; the instant after, the job is behind and goes on demand: ready at 40. It is to be ahead of
    // the line by 80 s: done ≥ (t + 80) / 10. At 40: 0 < 12; each 30 s: at 70 s 30 ≥ 15, but Spot is out; the rest is on demand. Ends at 140.
    [Fact]
    public void Uniform_progress_goes_on_demand_when_it_is_behind_the_line()
    {
        var terms = World.Calm with { SpotTerms = World.Spot(0, new Shortage(0, 500)) };
        var result = new Replayer(terms, 1).Replay(World.Demand(1000, (0, 100)), new UniformProgressPolicy { Shape = World.Shape(), DeadlineSeconds = 1000 });
        Assert.Equal((0, 130), (result.SpotWorkerSeconds, Math.Round(result.OnDemandWorkerSeconds, 3)));
        Assert.Equal(40, result.Waits.Longest!.Value, 3);
    }

    // The same with Spot out until 60 s only: at 70 s done = 30 ≥ 15 and Spot is there: it moves. Spot: placement until 80, pull and boot until 110, the other 70 s until 180.
    [Fact]
    public void Uniform_progress_returns_to_Spot_when_it_is_ahead_by_two_changeovers()
    {
        var terms = World.Calm with { SpotTerms = World.Spot(0, new Shortage(0, 60)) };
        var result = new Replayer(terms, 1).Replay(World.Demand(1000, (0, 100)), new UniformProgressPolicy { Shape = World.Shape(), DeadlineSeconds = 1000 });
        Assert.Equal(30 + 30, result.OnDemandWorkerSeconds, 3);
        Assert.Equal(30 + 70, result.SpotWorkerSeconds, 3);
        Assert.Equal((0, 100), (result.Late, result.WorkSeconds));
    }

    [Fact]
    public void Uniform_progress_keeps_deadlines_that_leave_room_for_two_changeovers()
    {
        var terms = World.Calm with { SpotTerms = World.Spot(3, new Shortage(5_000, 20_000), new Shortage(40_000, 70_000)) };
        var demand = World.Demand(100_000, [.. Enumerable.Range(0, 50).Select(task => (task * 2000.0, 3600.0))]);
        var result = new Replayer(terms, 7).Replay(demand, new UniformProgressPolicy { Shape = World.Shape(), DeadlineSeconds = 7200 });
        Assert.True(result.Interruptions > 10);
        Assert.True(result.OnDemandWorkerSeconds > 0);
        Assert.Equal((0, 50), (result.Late, result.Completed));
    }

    [Fact]
    public void A_rate_of_its_own_holds_for_a_size()
    {
        var zone = new SpotZone { Name = "a", InterruptionsPerHour = Band.Sure(0), BySize = new Dictionary<Analyzer.Fargate.FargateSize, Band> { [World.Small] = Band.Sure(10) } };
        var replayer = new Replayer(World.Calm with { SpotTerms = SpotTerms.Calm with { Zones = [zone] } }, 1);
        var demand = World.Demand(36_000, (0, 1));
        Assert.True(replayer.Replay(demand, OneOnSpot).Interruptions > 0);
        Assert.Equal(0, replayer.Replay(demand, OneOnSpot with { Shape = new WorkerShape(Analyzer.Fargate.FargateSize.All[1], 1) }).Interruptions);
    }
}
