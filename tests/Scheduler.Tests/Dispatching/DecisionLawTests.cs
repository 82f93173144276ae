using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Learning;
using CsCheck;
using static CostTool.Scheduler.Tests.Dispatching.Situations;

namespace CostTool.Scheduler.Tests.Dispatching;

/// <summary>What holds for every situation. A failure prints its seed.</summary>
public sealed class DecisionLawTests
{
    private static readonly Gen<DispatchedWorker> Worker =
        from number in Gen.Int[1, 1_000_000]
        from pool in Gen.Int[0, 1].Select(number => number == 0 ? "a" : "b")
        from purchase in Gen.Bool.Select(spot => spot ? PurchaseOption.Spot : PurchaseOption.OnDemand)
        from stage in Gen.Enum<WorkerStage>()
        from age in Gen.Int[0, 5000]
        select Workers(1, stage, age, purchase, pool)[0] with { Id = $"{number}" };

    private static readonly Gen<PoolSituation> AnyPool =
        from ready in Gen.Long[0, 5000]
        from held in Gen.Int[-1, 40]
        from task in Gen.Double[0.01, 900]
        from deadline in Gen.Int[1, 3000]
        from concurrency in Gen.Int[1, 8]
        from most in Gen.Int[1, 60]
        from waited in Gen.Int[0, 4000]
        from spot in Gen.Bool
        select Of(Pool("a", deadline, concurrency, most) with { Spot = spot }, ready, held < 0 ? null : held) with
        {
            TaskTime = new TaskTime { Prior = task },
            Waiting = ready == 0 ? new() : new WaitingMessages { Cohorts = [.. waited > 0 ? [new WaitingCohort(Now.AddSeconds(-waited), ready)] : (WaitingCohort[])[], new WaitingCohort(Now, ready)] },
        };

    private static readonly Gen<DispatchSituation> Any =
        from workers in Worker.List[0, 40]
        from first in AnyPool
        from second in AnyPool
        from budget in Gen.Int[0, 40]
        from stage in Gen.Enum<BreakerStage>()
        select With([.. workers.DistinctBy(worker => worker.Id)], first, second with { Pool = second.Pool with { Name = "b", Queues = ["b-queue"] } }) with
        {
            Budget = new UsdPerHour(budget / 2m),
            Breaker = new SpotBreaker { Stage = stage, Until = Now.AddMinutes(1) },
        };

    [Fact]
    public void Budget_and_most_workers_hold_whatever_comes() => Any.Sample(situation =>
    {
        var decision = DispatchDecider.Decide(situation);
        var added = decision.Orders.Sum(order => order.Count * Situations.Price.AtMost(order.Purchase).Amount);
        Assert.True(added == 0 || decision.Running!.Value.Amount + added <= situation.Budget!.Value.Amount);
        foreach (var pool in situation.Pools)
        {
            var launched = decision.Orders.Where(order => order.Pool == pool.Pool.Name).Sum(order => order.Count);
            var told = decision.Pools.Single(told => told.Pool == pool.Pool.Name);
            Assert.True(launched == 0 || launched + told.Running + told.Starting <= pool.Pool.MaxWorkers);
            Assert.Equal(launched, told.OnSpot + told.OnDemand);
            if (!pool.Pool.Spot) Assert.Equal(0, told.OnSpot);
        }

        Assert.True(decision.Orders.Where(order => order.Purchase == PurchaseOption.Spot).Sum(order => (long)order.Count) <= situation.Breaker.SpotAllowed);
        Assert.All(decision.Orders, order => Assert.InRange(order.Count, 1, DispatchDecider.LargestOrder));
    });

    [Fact]
    public void What_is_unknown_or_held_launches_nothing() => Any.Sample(situation =>
    {
        Assert.Empty(DispatchDecider.Decide(situation with { Workers = null }).Orders);
        Assert.Empty(DispatchDecider.Decide(situation with { Hold = "another dispatcher acts" }).Orders);
        Assert.Empty(DispatchDecider.Decide(situation with { Pools = [.. situation.Pools.Select(pool => pool with { Backlog = [pool.Backlog[0] with { Ready = null }] })] }).Orders);
    });

    [Fact]
    public void Idle_launches_nothing() => Any.Sample(situation =>
        Assert.Empty(DispatchDecider.Decide(situation with { Pools = [.. situation.Pools.Select(pool => Of(pool.Pool, 0, pool.InFlight))] }).Orders));

    [Fact]
    public void More_messages_never_need_fewer_workers() => Gen.Select(AnyPool, Worker.List[0, 20], Gen.Long[0, 3000]).Sample((pool, workers, more) =>
    {
        var fleet = workers.DistinctBy(worker => worker.Id).Select(worker => worker with { Pool = "a" }).ToList();
        var (ready, known) = (pool.Ready!.Value, pool.Backlog[0]);
        var larger = pool with
        {
            Backlog = [known with { Ready = ready + more }],
            Waiting = new WaitingMessages { Cohorts = [.. pool.Waiting.Cohorts.SkipLast(1), .. ready + more > 0 ? [new WaitingCohort(Now, ready + more)] : (WaitingCohort[])[]] },
        };
        Assert.True(DispatchDecider.Decide(With(fleet, larger)).Pools[0].Missing >= DispatchDecider.Decide(With(fleet, pool)).Pools[0].Missing);
    });

    [Fact]
    public void A_longer_deadline_never_needs_more_workers() => Gen.Select(AnyPool, Gen.Int[1, 2000]).Sample((pool, more) =>
    {
        var fresh = pool with { Waiting = pool.Ready > 0 ? new WaitingMessages { Cohorts = [new WaitingCohort(Now, pool.Ready.Value)] } : new() };
        var longer = fresh with { Pool = fresh.Pool with { DeadlineSeconds = fresh.Pool.DeadlineSeconds + more } };
        Assert.True(DispatchDecider.Decide(With([], longer)).Pools[0].Missing <= DispatchDecider.Decide(With([], fresh)).Pools[0].Missing);
    });

    [Fact]
    public void What_was_launched_is_enough_so_the_next_look_launches_nothing_more() => AnyPool.Sample(pool =>
    {
        var fresh = pool with { Pool = pool.Pool with { MaxWorkers = 100_000 }, Waiting = pool.Ready > 0 ? new WaitingMessages { Cohorts = [new WaitingCohort(Now, pool.Ready.Value)] } : new() };
        var first = DispatchDecider.Decide(With([], fresh)).Pools[0].Missing!.Value;
        Assert.Equal(0, DispatchDecider.Decide(With(Workers(first, WorkerStage.Starting, 0, pool: "a"), fresh)).Pools[0].Missing);
    });

    [Fact]
    public void The_same_situation_gives_the_same_decision() => Any.Sample(situation =>
    {
        var (once, twice) = (DispatchDecider.Decide(situation), DispatchDecider.Decide(situation));
        Assert.Equal(once.Orders, twice.Orders);
        Assert.Equal(once.Pools.SelectMany(pool => pool.Reasons), twice.Pools.SelectMany(pool => pool.Reasons));
    });
}
