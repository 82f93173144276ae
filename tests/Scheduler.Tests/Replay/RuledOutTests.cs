using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Optimizing;
using CostTool.Scheduler.Replay.Policies;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

/// <summary>A search that leaves out what its parameters alone make too dear.</summary>
public sealed class RuledOutTests
{
    private static readonly ReplayTerms Terms = World.Calm with { StartUp = StartUp.Assumed, SpotTerms = SpotTerms.Assumed };

    private static readonly SearchSpace Space = new()
    {
        Shapes = [World.Shape(), World.Shape(2)], AllowsSpot = true, Intervals = [60, 300, 900, 1800], Windows = [20, 60, 300, 900], DrainTimes = [30, 120, 600], IdleTimes = [5, 30], Targets = [0.5, 0.8], MostWorkers = 6,
    };

    private static readonly Gen<ReplayPolicy> Policies = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Int[20, 900], Gen.Int[0, 60], Gen.Int[0, 2]).Select((kind, workers, seconds, idle, buying) =>
    {
        Buying bought = buying switch { 0 => Buying.OnDemand, 1 => Buying.Spot, _ => Buying.SpotWithFallback(120) };
        return (ReplayPolicy)(kind switch
        {
            0 => new ServicePolicy { Shape = World.Shape(), Buying = bought, Workers = workers },
            1 => new ServicePolicy { Shape = World.Shape(), Buying = bought, Workers = workers, Scaling = new TargetTracking { Least = 1, Most = 5 } },
            2 => new ScheduledDrainPolicy { Shape = World.Shape(), Buying = bought, Workers = workers, EverySeconds = seconds, IdleSeconds = idle },
            _ => new WakePolicy { Shape = World.Shape(), Buying = bought, Workers = workers, WindowSeconds = seconds, IdleSeconds = idle },
        });
    });

    private static readonly SpotTerms[] Spots = [SpotTerms.Calm, SpotTerms.Assumed, World.Spot(20), World.Spot(0.1, new Shortage(600, 1800))];

    [Fact]
    public void No_policy_costs_less_than_its_floor() => Gen.Select(World.Demands, Policies, Gen.Int[0, Spots.Length - 1].Select(spot => Spots[spot]), Gen.ULong).Sample((demand, policy, spot, seed) =>
    {
        var terms = Terms with { SpotTerms = spot };
        return new CostFloor(demand, terms).Of(policy) <= new Replayer(terms, seed).Replay(demand, policy).Cost;
    });

    [Fact]
    public void The_floor_of_what_always_starts_is_most_of_its_cost()
    {
        var demand = World.Demand(86_400, (100, 5), (50_000, 5));
        foreach (var policy in (ReplayPolicy[])
                 [
                     new ServicePolicy { Shape = World.Shape(), Workers = 3 },
                     new ScheduledDrainPolicy { Shape = World.Shape(), EverySeconds = 600, Workers = 2, IdleSeconds = 5 },
                     new WakePolicy { Shape = World.Shape(), Workers = 2, IdleSeconds = 5 },
                 ])
            Assert.InRange((double)(new CostFloor(demand, World.Calm).Of(policy) / new Replayer(World.Calm, 1).Replay(demand, policy).Cost), 0.9, 1);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(2000)]
    public void It_chooses_as_the_search_that_leaves_nothing_out(double p95)
    {
        var goal = new QueueGoal { P95Seconds = p95 };
        foreach (var demand in new[] { World.Bursts(3), World.Stream })
        {
            var all = new PolicyOptimizer(Terms, 1).Choose(demand, goal, Space);
            var some = new PolicyOptimizer(Terms, 1) { RulesOut = true }.Choose(demand, goal, Space);
            Assert.Equal(all.Best.Policy, some.Best.Policy);
            Assert.True(some.Replayed.Count < all.Replayed.Count * 0.8, $"{some.Replayed.Count} of {all.Replayed.Count}");
        }
    }

    [Fact]
    public void Where_nothing_keeps_the_goal_nothing_is_ruled_out()
    {
        var goal = new QueueGoal { P50Seconds = 1, P99Seconds = 1 };
        var space = Space with { Kinds = ["scheduled-drain", "wake"] };
        var demand = World.Bursts(3);
        var (all, some) = (new PolicyOptimizer(Terms, 1).Choose(demand, goal, space), new PolicyOptimizer(Terms, 1) { RulesOut = true }.Choose(demand, goal, space));
        Assert.False(some.KeepsGoal);
        Assert.Equal((all.Best.Policy, all.Replayed.Count), (some.Best.Policy, some.Replayed.Count));
    }
}
