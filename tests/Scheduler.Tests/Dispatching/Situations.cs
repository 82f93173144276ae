using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Learning;

namespace CostTool.Scheduler.Tests.Dispatching;

/// <summary>Situations with round numbers: a task takes 2 s, start-up 35 s and 5 s, the deadline is 100 s, a worker costs 1 USD an hour on demand and 0.25 to 0.50 on Spot.</summary>
internal static class Situations
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly PoolPrice Price = new() { OnDemand = new UsdPerHour(1), Spot = new UsdPerHour(0.25m), SpotHigh = new UsdPerHour(0.5m) };

    public static WorkerPool Pool(string name = "web", int deadline = 100, int concurrency = 1, int most = 1000) => new()
    {
        Name = name,
        Queues = [name + "-queue"],
        Size = FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromGibibytes(1), "test"),
        Concurrency = concurrency,
        DeadlineSeconds = deadline,
        MaxWorkers = most,
        TaskSeconds = 2,
    };

    public static PoolSituation Of(WorkerPool pool, long? ready, long? held = 0) => new()
    {
        Pool = pool,
        Price = Price,
        Backlog = [new QueueBacklog { Queue = pool.Queues[0], Ready = ready, InFlight = held, Unknown = ready is null ? "the broker does not answer" : null }],
        TaskTime = new TaskTime { Prior = pool.TaskSeconds },
        StartUp = new StartUpTime { Prior = TimeSpan.FromSeconds(35) },
        Claim = new StartUpTime { Prior = TimeSpan.FromSeconds(5) },
        Waiting = ready > 0 ? new WaitingMessages { Cohorts = [new WaitingCohort(Now, ready.Value)] } : new(),
    };

    public static DispatchSituation With(IReadOnlyList<DispatchedWorker>? workers, params IReadOnlyList<PoolSituation> pools) => new()
    {
        Now = Now,
        Pools = pools,
        Workers = workers,
        Breaker = new SpotBreaker(),
        Budget = null,
        Poll = TimeSpan.FromSeconds(5),
    };

    public static List<DispatchedWorker> Workers(int count, WorkerStage stage, int launchedSecondsAgo = 300, PurchaseOption purchase = PurchaseOption.Spot, string pool = "web") =>
        [.. Enumerable.Range(1, count).Select(number => new DispatchedWorker
        {
            Id = $"{pool}-{stage}-{purchase}-{number}",
            Pool = pool,
            Purchase = purchase,
            Stage = stage,
            LaunchedAt = Now.AddSeconds(-launchedSecondsAgo),
            StartedAt = stage == WorkerStage.Starting ? null : Now.AddSeconds(-launchedSecondsAgo).AddSeconds(35),
        })];

    public static int Launched(DispatchDecision decision) => decision.Orders.Sum(order => order.Count);
}
