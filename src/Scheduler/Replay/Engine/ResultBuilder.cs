using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Makes one result of the tallies of all parts and replications of a policy; the money is counted here.</summary>
internal sealed class ResultBuilder(ReplayTerms terms, ulong seed)
{
    // Seeds of prices: beyond those of replications.
    private const ulong PriceStream = 1UL << 40;

    public ReplayResult Build(QueueDemand demand, ReplayPolicy policy, IReadOnlyList<(QueueDemand Demand, ReplayPolicy Policy)> parts, IReadOnlyList<ReplayTally[]> tallies)
    {
        var replications = tallies[0].Length;
        var costs = new Usd[replications];
        var drawn = new Usd[replications];
        var sum = new ReplayTally(null, 0);
        var (p95Low, p95High) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var replication = 0; replication < replications; replication++)
        {
            var price = SplitRandom.Uniform(SplitRandom.Key(seed, PriceStream), (ulong)replication);
            var whole = new ReplayTally(null, 0);
            for (var part = 0; part < parts.Count; part++)
            {
                var tally = tallies[part][replication];
                costs[replication] += Money(tally, parts[part].Policy, parts[part].Demand, null);
                drawn[replication] += Money(tally, parts[part].Policy, parts[part].Demand, price);
                whole.Merge(tally);
            }

            if (whole.Waits.ToSketch().Quantile(0.95) is { } p95) (p95Low, p95High) = (Math.Min(p95Low, p95), Math.Max(p95High, p95));
            sum.Merge(whole);
        }

        var cost = costs.Sum() * (1m / replications);
        // Above double's range of decimal no factor makes sense: a history asks for at most a few times its band.
        var factor = (decimal)demand.Quality.BandFactor;
        var (low, high) = (Usd.Zero + cost - ((cost - Least(drawn, cost)) * factor), cost + ((Most(drawn, cost) - cost) * factor));
        var tooLarge = parts.Sum(part => TooLarge(part.Demand, part.Policy.Shape));
        double Mean(long total) => total / (double)replications;
        return new ReplayResult
        {
            Policy = policy,
            Replications = replications,
            HorizonSeconds = Micros.ToSeconds(demand.HorizonMicros),
            Tasks = demand.Count,
            Completed = Mean(sum.Completed),
            Failed = Math.Min(demand.Count, demand.Count - Mean(sum.Completed) + tooLarge),
            TooLargeForMemory = tooLarge,
            Late = Mean(sum.Late),
            WorkSeconds = Mean(sum.Work) / Micros.PerSecond,
            ReworkSeconds = Mean(sum.Rework) / Micros.PerSecond,
            SpotWorkerSeconds = Mean(sum.SpotMicros) / Micros.PerSecond,
            OnDemandWorkerSeconds = Mean(sum.OnDemandMicros) / Micros.PerSecond,
            SpotBilledSeconds = Mean(sum.SpotBilledSeconds),
            OnDemandBilledSeconds = Mean(sum.OnDemandBilledSeconds),
            Starts = Mean(sum.Launches),
            Refusals = Mean(sum.Refusals),
            Fallbacks = Mean(sum.Fallbacks),
            Interruptions = Mean(sum.Interruptions),
            Waits = sum.Waits.ToSketch(),
            WaitP95Band = double.IsInfinity(p95Low) ? null : (p95Low, p95High),
            Cost = cost,
            CostLow = low > Usd.Zero ? low : Usd.Zero,
            CostHigh = high,
        };
    }

    private static Usd Least(IEnumerable<Usd> amounts, Usd start) => amounts.Aggregate(start, (least, amount) => amount < least ? amount : least);

    private static Usd Most(IEnumerable<Usd> amounts, Usd start) => amounts.Aggregate(start, (most, amount) => amount > most ? amount : most);

    private static long TooLarge(QueueDemand demand, WorkerShape shape)
    {
        var room = shape.MemoryMibPerTask;
        return demand.Memory?.LongCount(mib => mib > room) ?? 0;
    }

    private Usd Money(ReplayTally tally, ReplayPolicy policy, QueueDemand demand, double? price)
    {
        var spot = FargateMeter.AlwaysOn(terms.Spot, policy.Shape.Size, Hours.FromSeconds(tally.SpotBilledSeconds));
        var onDemand = FargateMeter.AlwaysOn(terms.OnDemand, policy.Shape.Size, Hours.FromSeconds(tally.OnDemandBilledSeconds)).Total;
        var standing = policy is DispatcherPolicy && terms.Dispatcher is { } dispatcher
            ? FargateMeter.AlwaysOn(terms.OnDemand, dispatcher, Hours.FromSeconds(demand.HorizonMicros / (decimal)Micros.PerSecond)).Total : Usd.Zero;
        var launches = policy is ServicePolicy or DispatcherPolicy ? Usd.Zero : terms.UsdPerLaunch * tally.Launches;
        return (price is { } share ? AtPrice(spot, share) : spot.Total) + onDemand + standing + launches;
    }

    private static Usd AtPrice(FargateCost cost, double share)
    {
        var (low, centre, high) = (cost.Low, cost.Total, cost.High);
        if (high.Amount - low.Amount == 0) return centre;
        // The place in the band is drawn in doubles; the amount stays exact at its ends and at its centre.
        var at = new Band(0, (double)((centre - low) / (high - low)), 1).At(share);
        return low + ((high - low) * (decimal)at);
    }
}
