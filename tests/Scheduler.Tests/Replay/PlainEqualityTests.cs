using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class PlainEqualityTests
{
    private static readonly Gen<ReplayPolicy> Policies = Gen.OneOf(
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3]).Select((workers, places) => (ReplayPolicy)new ServicePolicy { Shape = World.Shape(places), Workers = workers }),
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 60]).Select((every, workers, places, idle) =>
            (ReplayPolicy)new ScheduledDrainPolicy { Shape = World.Shape(places), EverySeconds = every * 15, Workers = workers, IdleSeconds = idle }),
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 60]).Select((window, workers, places, idle) =>
            (ReplayPolicy)new WakePolicy { Shape = World.Shape(places), WindowSeconds = window, Workers = workers, IdleSeconds = idle }),
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 300], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 60]).Select((poll, drain, most, places, idle) =>
            (ReplayPolicy)new DispatcherPolicy { Shape = World.Shape(places), PollSeconds = poll, DrainSeconds = drain, Most = most, IdleSeconds = idle }));

    [Fact]
    public void The_engine_equals_the_simulation_from_event_to_event() => Gen.Select(World.Demands, Policies).Sample(Equal);

    [Fact]
    public void It_does_with_urgent_tasks() => Gen.Select(World.UrgentDemands, Policies).Sample(Equal);

    [Fact]
    public void The_fast_path_of_a_service_equals_the_general_engine() => Gen.Select(World.Demands, Gen.Int[1, 40], Gen.Int[1, 3], Gen.Bool).Sample((demand, workers, places, spot) =>
    {
        var policy = new ServicePolicy { Shape = World.Shape(places), Workers = workers, Buying = spot ? Buying.Spot : Buying.OnDemand };
        var (fast, plain) = (new Replayer(World.Calm, 1).Replay(demand, policy), new Replayer(World.Calm, 1) { FastPaths = false }.Replay(demand, policy));
        // The fast path lets every worker run until the last task of all ends, the engine until its own: only beyond the history.
        var beyond = workers * Math.Max(0, demand.Due.ToArray().Zip(demand.Runtimes.ToArray(), (due, runtime) => due + runtime).Max() + Micros.FromSeconds(60_000) - demand.HorizonMicros) / 1e6;
        return Quantiles(fast).SequenceEqual(Quantiles(plain)) && fast.WorkSeconds == plain.WorkSeconds && fast.Starts == plain.Starts
            && fast.WorkerSeconds >= plain.WorkerSeconds && fast.WorkerSeconds - plain.WorkerSeconds <= beyond;
    });

    [Fact]
    public void Equal_runtimes_take_a_ring_that_equals_the_general_engine() => Gen.Select(Gen.Int[0, 3600].Array[1, 200], Gen.Int[2, 20], Gen.Int[0, 500]).Sample((arrivals, workers, runtime) =>
    {
        var demand = World.Demand(3600, [.. arrivals.Select(arrival => ((double)arrival, (double)runtime))]);
        var policy = new ServicePolicy { Shape = World.Shape(), Workers = workers };
        return Quantiles(new Replayer(World.Calm, 1).Replay(demand, policy)).SequenceEqual(Quantiles(new Replayer(World.Calm, 1) { FastPaths = false }.Replay(demand, policy)));
    });

    [Fact]
    public void A_prefetch_of_one_that_is_acknowledged_late_is_none() => Gen.Select(World.Demands, Gen.Int[1, 4], Gen.Int[1, 3]).Sample((demand, workers, places) =>
    {
        // An equal record that is not the same object takes the way of the prefetch where its multiplier differs; one message a place more is room, not a wait for one worker.
        var policy = new ServicePolicy { Shape = World.Shape(places), Workers = workers };
        var tally = new ReplayTally(null, 60);
        PrefetchReplay.Run(demand, workers, places, Prefetch.None, 1, tally);
        return Enumerable.SequenceEqual(Shares.Select(share => tally.Waits.ToSketch().Quantile(share)), Quantiles(new Replayer(World.Calm, 1).Replay(demand, policy)));
    });

    private static readonly double[] Shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

    private static IEnumerable<double?> Quantiles(ReplayResult result) => Shares.Select(result.Wait);

    private static void Equal(QueueDemand demand, ReplayPolicy policy)
    {
        var plain = new PlainSimulation(demand, policy, 10, 30);
        plain.Run();
        var result = new Replayer(World.Calm, 1) { FastPaths = false }.Replay(demand, policy);
        Assert.Equal(plain.Launches, result.Starts);
        Assert.Equal(plain.Waits.Count, result.Waits.Count);
        Assert.Equal(plain.Waits.Sum() / 1e6, result.Waits.SumSeconds, 3);
        Assert.Equal(plain.Waits.Count == 0 ? null : plain.Waits.Max() / 1e6, result.Waits.Longest);
        Assert.Equal(plain.WorkerMicros / 1e6, result.WorkerSeconds, 6);
        Assert.Equal(plain.BilledSeconds, result.OnDemandBilledSeconds);
    }
}
