using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching.Deciding;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>What workers have cost since the dispatcher was started.</summary>
public sealed record RunCost
{
    /// <summary>Seconds of Spot workers.</summary>
    public required double SpotSeconds { get; init; }

    /// <summary>Their cost at the central Spot price.</summary>
    public required Usd Spot { get; init; }

    /// <summary>Seconds of workers on demand.</summary>
    public required double OnDemandSeconds { get; init; }

    /// <summary>Their cost.</summary>
    public required Usd OnDemand { get; init; }

    /// <summary>Workers that were seen.</summary>
    public required int Workers { get; init; }

    /// <summary>Both together.</summary>
    public Usd Total => Spot + OnDemand;
}

/// <summary>Adds up worker-seconds times prices. A worker counts from its launch, or from the start of the dispatcher where it was there before, until it was last seen or told to have ended; one that
/// ended counts for a minute at least, which is what Fargate bills (docs/dispatch.md).</summary>
/// <param name="prices">Prices by pool.</param>
/// <param name="start">When the dispatcher was started.</param>
internal sealed class RunBill(IReadOnlyDictionary<string, PoolPrice> prices, DateTimeOffset start)
{
    private const double LeastSeconds = 60;

    private readonly Dictionary<string, Seen> _there = new(StringComparer.Ordinal);
    private (double Seconds, decimal Usd) _spot, _onDemand;
    private int _workers;

    /// <summary>These workers were started.</summary>
    public void Started(IEnumerable<DispatchedWorker> workers, DateTimeOffset now)
    {
        foreach (var worker in workers) Meet(worker, now);
    }

    /// <summary>These and no others are there.</summary>
    public void Counted(IReadOnlyList<DispatchedWorker> workers, DateTimeOffset now)
    {
        foreach (var worker in workers) Meet(worker, now);
        var there = workers.Select(worker => worker.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _there.Keys.Where(id => !there.Contains(id)).ToList()) End(gone, now);
    }

    /// <summary>A worker has ended.</summary>
    public void Ended(string worker, DateTimeOffset at)
    {
        if (_there.ContainsKey(worker)) End(worker, at);
    }

    public RunCost Total()
    {
        var (spot, onDemand) = (_spot, _onDemand);
        foreach (var seen in _there.Values) Add(seen, seen.Last, 0, ref spot, ref onDemand);
        return new RunCost { SpotSeconds = spot.Seconds, Spot = new Usd(spot.Usd), OnDemandSeconds = onDemand.Seconds, OnDemand = new Usd(onDemand.Usd), Workers = _workers };
    }

    private void Meet(DispatchedWorker worker, DateTimeOffset now)
    {
        if (!_there.TryGetValue(worker.Id, out var seen))
        {
            _workers++;
            seen = new Seen(worker, worker.LaunchedAt > start ? worker.LaunchedAt : start, now);
        }

        _there[worker.Id] = seen with { Last = now };
    }

    private void End(string id, DateTimeOffset at)
    {
        _there.Remove(id, out var seen);
        Add(seen!, at < seen!.From ? seen.From : at, seen.Worker.LaunchedAt >= start ? LeastSeconds : 0, ref _spot, ref _onDemand);
    }

    private void Add(Seen seen, DateTimeOffset until, double least, ref (double Seconds, decimal Usd) spot, ref (double Seconds, decimal Usd) onDemand)
    {
        // A worker of a pool that is not configured has no price and is told apart in the reasons of each round.
        if (!prices.TryGetValue(seen.Worker.Pool, out var price)) return;
        var seconds = Math.Max(least, (until - seen.From).TotalSeconds);
        var usd = price.Expected(seen.Worker.Purchase).Amount * (decimal)seconds / 3600m;
        if (seen.Worker.Purchase == PurchaseOption.Spot) spot = (spot.Seconds + seconds, spot.Usd + usd);
        else onDemand = (onDemand.Seconds + seconds, onDemand.Usd + usd);
    }

    private sealed record Seen(DispatchedWorker Worker, DateTimeOffset From, DateTimeOffset Last);
}
