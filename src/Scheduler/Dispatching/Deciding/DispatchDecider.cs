using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>Decides what to launch. Pure: the same situation gives the same orders, tokens and words.</summary>
public static class DispatchDecider
{
    /// <summary>Workers of one order at most: what ECS takes in a call.</summary>
    public const int LargestOrder = 10;

    /// <summary>Decides.</summary>
    public static DispatchDecision Decide(DispatchSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var fleet = situation.Workers is null ? null : situation.Workers.ToLookup(worker => worker.Pool, StringComparer.Ordinal);
        var running = fleet is null ? null : RunningPrice(situation);
        var hold = situation.Hold ?? (fleet is null ? "the workers that exist are not known" : null);
        List<PoolPlan> plans = [.. situation.Pools.Select(pool => new PoolPlan(situation, pool, fleet?[pool.Pool.Name].ToList()))];
        if (hold is null) Allot(situation, plans, running);
        return new DispatchDecision
        {
            Orders = hold is null ? [.. plans.SelectMany(plan => plan.Orders())] : [],
            Pools = [.. plans.Select(plan => plan.Decision(hold))],
            Running = running,
            Hold = hold,
        };
    }

    /// <summary>How an order is known among answered ones.</summary>
    public static string FleetOf(DispatchSituation situation, string pool, PurchaseOption purchase)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return OrderToken.Fleet(pool, purchase, (situation.Workers ?? []).Where(worker => worker.Pool == pool).Select(worker => worker.Id), situation.Now);
    }

    // One worker each in turn, so that a budget that is short is not eaten by the first pool.
    private static void Allot(DispatchSituation situation, List<PoolPlan> plans, UsdPerHour? running)
    {
        var spotLeft = situation.Breaker.SpotAllowed;
        var spent = running;
        var turns = plans.Where(plan => plan.Wanted > 0).ToList();
        while (turns.Count > 0)
        {
            foreach (var plan in turns.ToList())
            {
                var purchase = plan.MaySpot && spotLeft > 0 ? PurchaseOption.Spot : PurchaseOption.OnDemand;
                var price = plan.Pool.Price.AtMost(purchase);
                if (situation.Budget is { } budget && (spent is not { } already || already.Amount + price.Amount > budget.Amount))
                {
                    plan.StopForBudget(budget, spent, price);
                    turns.Remove(plan);
                    continue;
                }

                if (spent is { } before) spent = before + price;
                if (purchase == PurchaseOption.Spot && spotLeft < int.MaxValue) spotLeft--;
                if (!plan.Add(purchase)) turns.Remove(plan);
            }
        }
    }

    // Null where a worker has no price: one of a pool that is not configured any more. What is unknown is not nothing.
    private static UsdPerHour? RunningPrice(DispatchSituation situation)
    {
        var prices = situation.Pools.ToDictionary(pool => pool.Pool.Name, pool => pool.Price, StringComparer.Ordinal);
        var sum = new UsdPerHour(0);
        foreach (var worker in situation.Workers!)
        {
            if (!prices.TryGetValue(worker.Pool, out var price)) return null;
            sum += price.AtMost(worker.Purchase);
        }

        return sum;
    }

    internal static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
