using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Optimizing;
using CostTool.Scheduler.Replay.Policies;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class ReplayLawTests
{
    private static readonly double[] Shares = [0, 0.25, 0.5, 0.75, 0.95, 1];

    private static readonly ReplayTerms Rough = World.Calm with
    {
        StartUp = StartUp.Assumed, SpotTerms = World.Spot(3, new Shortage(600, 1200)) with { MostDeliveries = 1000 }, DeadlineSeconds = 300,
    };

    private static readonly ReplayPolicy[] AllKinds =
    [
        new ServicePolicy { Shape = World.Shape(2), Workers = 2, Buying = Buying.Spot },
        new ServicePolicy { Shape = World.Shape(), Workers = 3, Buying = new Buying { OnDemandBase = 1, SpotWeight = 1 } },
        new ServicePolicy { Shape = World.Shape(), Workers = 1, Buying = Buying.Spot, Scaling = new TargetTracking { Least = 1, Most = 6, Target = 0.6, OutMinutes = 1, InMinutes = 2, OutCooldownSeconds = 0, InCooldownSeconds = 0 } },
        new ServicePolicy { Shape = World.Shape(2), Workers = 2, Prefetch = new Prefetch(4, false) },
        new ScheduledDrainPolicy { Shape = World.Shape(2), EverySeconds = 300, Workers = 2, Buying = Buying.SpotWithFallback(60) },
        new WakePolicy { Shape = World.Shape(), WindowSeconds = 60, Buying = Buying.Spot },
        new DispatcherPolicy { Shape = World.Shape(2), DrainSeconds = 120, Most = 4, Buying = Buying.SpotWithFallback(60) },
        new OneShotPolicy { Shape = World.Shape(), Buying = Buying.Spot },
        new UniformProgressPolicy { Shape = World.Shape(), DeadlineSeconds = 900 },
    ];

    [Fact]
    public void More_workers_never_wait_longer() => Gen.Select(World.Demands, Gen.Int[1, 8]).Sample((demand, workers) =>
    {
        var few = new Replayer(World.Calm, 1).Replay(demand, new ServicePolicy { Shape = World.Shape(), Workers = workers });
        var more = new Replayer(World.Calm, 1).Replay(demand, new ServicePolicy { Shape = World.Shape(), Workers = workers + 1 });
        return Shares.All(share => more.Wait(share) <= few.Wait(share)) && more.Waits.SumSeconds <= few.Waits.SumSeconds;
    });

    [Fact]
    public void Work_is_conserved() => Gen.Select(World.Demands, Gen.Int[0, AllKinds.Length - 1].Select(kind => AllKinds[kind]), Gen.ULong).Sample((demand, policy, seed) =>
    {
        var result = new Replayer(Rough, seed).Replay(demand, policy);
        if (policy is WakePolicy)
        {
            // What an interrupted worker hands back wakes nobody: it may never be done.
            Assert.True(result.Completed + result.Failed == demand.Count && result.WorkSeconds <= Micros.ToSeconds(demand.WorkMicros));
            return;
        }

        Assert.Equal(demand.Count, result.Completed);
        Assert.Equal(Micros.ToSeconds(demand.WorkMicros), result.WorkSeconds, 6);
        // Workers exist for all that ran on them.
        if (policy is not UniformProgressPolicy) Assert.True(result.WorkerSeconds * policy.Shape.Concurrency >= result.WorkSeconds + result.ReworkSeconds - 1e-6);
        Assert.Equal(demand.Count, result.Waits.Count);
    });

    [Fact]
    public void Spot_without_interruptions_runs_as_on_demand_does() => Gen.Select(World.Demands, Gen.Int[0, 3]).Sample((demand, kind) =>
    {
        ReplayPolicy Policy(Buying buying) => kind switch
        {
            0 => new ServicePolicy { Shape = World.Shape(), Workers = 2, Buying = buying },
            1 => new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 300, Buying = buying },
            2 => new WakePolicy { Shape = World.Shape(), Buying = buying },
            _ => new OneShotPolicy { Shape = World.Shape(), Buying = buying },
        };
        var (spot, onDemand) = (new Replayer(World.Calm, 1).Replay(demand, Policy(Buying.Spot)), new Replayer(World.Calm, 1).Replay(demand, Policy(Buying.OnDemand)));
        return spot.SpotBilledSeconds == onDemand.OnDemandBilledSeconds && Shares.All(share => spot.Wait(share) == onDemand.Wait(share)) && spot.Cost < onDemand.Cost;
    });

    [Fact]
    public void Nothing_costs_less_than_the_bound() => Gen.Select(World.Demands, Gen.Int[0, AllKinds.Length - 1].Select(kind => AllKinds[kind]), Gen.ULong).Sample((demand, policy, seed) =>
    {
        var result = new Replayer(Rough, seed).Replay(demand, policy);
        var bound = LowerBound.Of(demand, [policy.Shape], Rough, allowsSpot: true)!;
        return result.Completed < demand.Count || result.Cost >= bound.Cost;
    });

    [Fact]
    public void Equal_seeds_give_equal_results_in_any_order_on_any_number_of_threads() => Gen.Select(World.Demands, Gen.ULong).Sample(
        (demand, seed) =>
        {
            var one = new Replayer(Rough, seed) { Threads = 1 }.Replay(demand, AllKinds, 3);
            var other = new Replayer(Rough, seed) { Threads = 4 }.Replay(demand, [.. AllKinds.Reverse()], 3).Reverse().ToList();
            return one.Zip(other).All(pair => Facts(pair.First) == Facts(pair.Second));
        },
        iter: 20);

    [Fact]
    public void Another_seed_draws_something_else()
    {
        var demand = World.Demand(36_000, [.. Enumerable.Range(0, 50).Select(task => (task * 600.0, 300.0))]);
        Assert.NotEqual(Facts(new Replayer(Rough, 1).Replay(demand, AllKinds[4])), Facts(new Replayer(Rough, 2).Replay(demand, AllKinds[4])));
    }

    [Fact]
    public void The_centre_lies_within_the_band() => Gen.Select(World.Demands, Gen.Int[0, AllKinds.Length - 1].Select(kind => AllKinds[kind]), Gen.ULong).Sample((demand, policy, seed) =>
    {
        var result = new Replayer(Rough, seed).Replay(demand, policy, 3);
        return result.CostLow <= result.Cost && result.Cost <= result.CostHigh && result.WaitP95Band is { } band && band.Low <= band.High;
    });

    [Fact]
    public void A_doubtful_history_widens_the_band()
    {
        var builder = new ReplayHistoryBuilder();
        builder.Add(new() { ArrivalSeconds = 0, RuntimeSeconds = 100, Task = "t", Queue = "q" });
        ReplayResult Of(double factor) => new Replayer(Rough, 1).Replay(builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), new HistoryQuality { BandFactor = factor }).Whole("q"), AllKinds[0], 5);
        var (sure, doubtful) = (Of(1), Of(3));
        Assert.Equal(sure.Cost, doubtful.Cost);
        Assert.Equal((sure.CostHigh - sure.Cost) * 3, doubtful.CostHigh - doubtful.Cost);
        Assert.True(doubtful.CostHigh > sure.CostHigh);
    }

    private static (double, double, double, double, double, double?, decimal, decimal) Facts(ReplayResult result) =>
        (result.WorkerSeconds, result.Starts, result.Interruptions, result.ReworkSeconds, result.Late, result.Wait(0.95), result.Cost.Amount, result.CostHigh.Amount);
}
