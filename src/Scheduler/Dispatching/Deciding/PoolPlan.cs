using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching.Breaking;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>One pool while a decision is being made: what it wants, what it was given, and why.</summary>
internal sealed class PoolPlan
{
    private readonly DispatchSituation _situation;
    private readonly IReadOnlyList<DispatchedWorker>? _workers;
    private readonly PoolNeed? _need;
    private readonly int? _missing;
    private readonly List<string> _reasons = [];
    private int _onSpot, _onDemand;

    public PoolPlan(DispatchSituation situation, PoolSituation pool, IReadOnlyList<DispatchedWorker>? workers)
    {
        (_situation, Pool, _workers) = (situation, pool, workers);
        foreach (var queue in pool.Backlog.Where(queue => queue.Ready is null)) _reasons.Add($"how many messages wait in `{queue.Queue}` is not known: {queue.Unknown ?? "the broker does not tell"}");
        if (workers is not null) _need = new PoolNeed(pool, workers, situation.Now, situation.Poll);
        if (pool.Ready is not { } ready)
        {
            _reasons.Add("nothing is launched on an unknown count");
            return;
        }

        if (_need is null) return;
        _missing = ready > 0 ? ForWaiting(_need, ready) : ForHeld(_need);
        Wanted = pool.Hold is null ? Limited(_need, _missing.Value) : 0;
        if (pool.Hold is { } hold && _missing > 0) _reasons.Add($"the pool launches nothing: {hold}");
        MaySpot = Wanted > 0 && Purchase(_need);
    }

    public PoolSituation Pool { get; }

    /// <summary>Workers to launch, within what the pool allows.</summary>
    public int Wanted { get; }

    /// <summary>They may be on Spot.</summary>
    public bool MaySpot { get; }

    /// <summary>Gives it one more.</summary>
    /// <returns>Whether it wants more.</returns>
    public bool Add(PurchaseOption purchase)
    {
        if (purchase == PurchaseOption.Spot) _onSpot++;
        else _onDemand++;
        return _onSpot + _onDemand < Wanted;
    }

    public void StopForBudget(UsdPerHour budget, UsdPerHour? spent, UsdPerHour price) => _reasons.Add(spent is { } already
        ? string.Create(CultureInfo.InvariantCulture, $"the budget of {budget.Amount:0.####} USD an hour leaves no room: workers take {already.Amount:0.####}, one more would take {price.Amount:0.####}; {Wanted - _onSpot - _onDemand} less than wanted")
        : "a worker of a pool that is not configured runs, its price is not known, and so nothing is launched under a budget while it does");

    public IEnumerable<LaunchOrder> Orders() => Orders(PurchaseOption.Spot, _onSpot).Concat(Orders(PurchaseOption.OnDemand, _onDemand));

    public PoolDecision Decision(string? hold) => new()
    {
        Pool = Pool.Pool.Name,
        Ready = Pool.Ready,
        InFlight = Pool.InFlight,
        Running = _need?.Taking,
        Starting = _need?.Coming,
        Stopping = _need?.Leaving,
        Missing = _missing,
        OnSpot = _onSpot,
        OnDemand = _onDemand,
        OldestWait = Oldest,
        Reasons = [.. _reasons, hold is not null && _missing is not 0 ? $"nothing is launched: {hold}" : _missing is null ? "launched: none" : string.Create(CultureInfo.InvariantCulture, $"launched: {_onSpot} on Spot, {_onDemand} on demand")],
    };

    private TimeSpan? Oldest => Pool.Ready > 0 && Pool.Waiting.OldestSince is { } since ? _situation.Now - since : null;

    private int ForWaiting(PoolNeed need, long ready)
    {
        var price = Pool.Pool.Spot ? Pool.Price.Spot : Pool.Price.OnDemand;
        _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{ready} messages wait, {(Pool.InFlight is { } held ? $"{held} are held by workers" : "how many are held by workers is not known")}; a task takes {Text(Pool.TaskTime.Seconds)} s ({Pool.TaskTime.Source}), a worker takes messages {Text(need.StartUp)} s after its launch"));
        _reasons.Add($"{need.Taking} workers take messages ({need.FreePlaces} places free), {need.Coming} are coming, {need.Leaving} are leaving{(need.Overdue > 0 ? $", {need.Overdue} should have come long ago and are not waited for" : "")}");
        if (need.StartUp >= Pool.Pool.DeadlineSeconds) _reasons.Add($"the deadline of {Pool.Pool.DeadlineSeconds} s is shorter than start-up, so messages that find no worker are late; a longer one costs less");
        var (decisive, waited) = (need.ForAll(ready), 0.0);
        foreach (var cohort in Pool.Waiting.Cohorts)
        {
            var seconds = (_situation.Now - cohort.Since).TotalSeconds;
            if (seconds > 0 && need.ForOlder(Math.Min(cohort.Count, ready), seconds) is { } older && older.Workers > decisive.Workers) (decisive, waited) = (older, seconds);
        }

        _reasons.Add($"{decisive.Messages} messages{(waited > 0 ? $" that have waited {Text(waited)} s" : "")} should be taken within {Text(decisive.Horizon)} s; workers that are there or coming take {Text(decisive.Taken)} in that time, one more takes {Text(decisive.Each)}: {decisive.Workers} more");
        if (decisive.Workers > 0)
        {
            // Billed from the pull of the image on, which is a part of start-up; the whole of it is reckoned here.
            var seconds = Math.Max(60, decisive.Horizon + Pool.Pool.IdleSeconds);
            _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"each is billed a minute at least and {Text(seconds)} s if it works to the end of that time: {price.Amount * (decimal)seconds / 3600m:0.######} USD {(Pool.Pool.Spot ? "on Spot" : "on demand")}"));
        }

        return decisive.Workers;
    }

    private int ForHeld(PoolNeed need)
    {
        if (Pool.TakeBack && need.Taking + need.Coming + need.Leaving + need.Overdue == 0)
        {
            _reasons.Add($"nothing waits, but {Pool.InFlight} messages are held and no worker of this pool is there: one comes to take back what a worker that was killed has held");
            return 1;
        }

        _reasons.Add(Pool.InFlight is > 0 ? $"nothing waits, {Pool.InFlight} messages are held: no worker is needed" : "nothing waits: no worker is needed");
        return 0;
    }

    private int Limited(PoolNeed need, int missing)
    {
        var room = Math.Max(0, Pool.Pool.MaxWorkers - need.Taking - need.Coming - need.Overdue);
        if (missing > room) _reasons.Add($"`max_workers` is {Pool.Pool.MaxWorkers}: {room} more at most");
        return Math.Min(missing, room);
    }

    private bool Purchase(PoolNeed need)
    {
        if (!Pool.Pool.Spot)
        {
            _reasons.Add("on demand, as the pool does not allow Spot");
            return false;
        }

        // Near: a Spot worker has had the time to come and did not, and one that fails now leaves no time for another.
        var deadline = Pool.Pool.DeadlineSeconds;
        if (Oldest is { } waited && waited.TotalSeconds >= Math.Max(need.StartUp, deadline - (2 * need.StartUp) - (deadline / 10.0)))
        {
            _reasons.Add($"on demand, as a message has waited about {Text(waited.TotalSeconds)} s of {deadline} s and a refusal would come too late");
            return false;
        }

        var breaker = _situation.Breaker;
        if (breaker.Stage != BreakerStage.Closed)
        {
            _reasons.Add(breaker.Stage switch
            {
                BreakerStage.Open => string.Create(CultureInfo.InvariantCulture, $"on demand until {breaker.Until:yyyy-MM-ddTHH:mm:ssZ}: {breaker.Why}"),
                BreakerStage.Ready => $"one worker tries Spot, the others are on demand: {breaker.Why}",
                _ => $"on demand while one worker tries Spot: {breaker.Why}",
            });
        }

        return breaker.SpotAllowed > 0;
    }

    private IEnumerable<LaunchOrder> Orders(PurchaseOption purchase, int count)
    {
        var fleet = OrderToken.Fleet(Pool.Pool.Name, purchase, _workers!.Select(worker => worker.Id), _situation.Now);
        var answered = _situation.Answered.GetValueOrDefault(fleet);
        for (var part = 0; part * DispatchDecider.LargestOrder < count; part++)
            yield return new LaunchOrder(Pool.Pool.Name, purchase, Math.Min(DispatchDecider.LargestOrder, count - (part * DispatchDecider.LargestOrder)), OrderToken.Of(fleet, answered, part));
    }

    private static string Text(double value) => DispatchDecider.Number(value);
}
