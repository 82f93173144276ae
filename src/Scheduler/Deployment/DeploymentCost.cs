using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Deployment;

/// <summary>What the resources themselves cost in a month, beside the tasks and invocations that the plan counts.</summary>
/// <param name="Item">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Price">The price.</param>
/// <param name="Monthly">Quantity times price.</param>
public sealed record DeploymentCostLine(string Item, decimal Quantity, string Unit, Price Price, Usd Monthly);

/// <summary>Prices a deployment.</summary>
public static class DeploymentCost
{
    /// <summary>States that a run enters which Spot serves at once: RunOnSpot, SpotStopped, Done. A test counts them in the machine.</summary>
    public const int TransitionsOnSpot = 3;

    /// <summary>States and retries of a run that Spot refuses and on demand serves: RunOnSpot, its two retries, RunOnDemand.</summary>
    public const int TransitionsWhenRefused = 4;

    /// <summary>States of an execution of the wake machine that starts a worker on Spot: LookForWorkers, HasWorkers, and those of the run.</summary>
    public const int TransitionsOfWake = 5;

    private const decimal MinutesPerHour = 60;
    private const decimal Million = 1_000_000m;

    /// <summary>The lines, or none of an item that nothing uses.</summary>
    /// <param name="plan">The saved plan.</param>
    /// <param name="settings">Where and how tasks run.</param>
    /// <param name="prices">Prices of the region.</param>
    public static IReadOnlyList<DeploymentCostLine> Of(PlanFile plan, DeploymentSettings settings, RegionPrices prices)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(prices);
        var entries = DeployedEntry.Of(plan.Plan, settings);
        var scope = new DeploymentScope(settings, entries);
        var transitions = prices.Item("step-functions-state-transitions");
        var alarms = prices.Item("cloudwatch-alarm-standard");
        // Entries whose runs are not known are not launched, so that none is missing here.
        var runs = entries.Where(entry => entry.Mode is ExecutionMode.Fallback).Sum(entry => entry.Row.RunsPerMonth ?? 0);
        List<DeploymentCostLine> lines = [];
        Add("Step Functions, runs that Spot serves", runs * TransitionsOnSpot);
        Add("Step Functions, workers started by the time", TransitionsOfWake * (settings.Dispatch?.Pools ?? []).Sum(pool => pool.EveryMinutes is { } minutes ? Hours.PerAverageMonth.Value * MinutesPerHour / minutes : 0));
        Add("Step Functions, wakes that start a worker", TransitionsOfWake * Wakes(plan.Plan, settings.Dispatch));
        lines.AddRange(Dispatcher(settings, prices));
        var alarmed = Alarms.Of(scope).Count();
        lines.Add(new("CloudWatch alarms", alarmed, "alarm-month", alarms, new Usd(alarmed * alarms.UsdPerUnit)));
        return lines;

        void Add(string item, decimal count)
        {
            if (count > 0) lines.Add(new(item, count, "state transition", transitions, new Usd(count * transitions.UsdPerUnit / Million)));
        }
    }

    // Known where the plan replayed the history of the pools' queues. Events that find a worker there are not.
    private static decimal Wakes(SchedulePlan plan, DispatchDeployment? dispatch) => dispatch is not { Wake: true } ? 0
        : plan.Sets.Where(set => set.Drain is { Strategy: Strategy.DrainWoken } && dispatch.Pools.SelectMany(pool => pool.Queues).Intersect(set.Queues, StringComparer.Ordinal).Any()).Sum(set => set.Drain!.StartsPerMonth);

    // Always on, on demand.
    private static IEnumerable<DeploymentCostLine> Dispatcher(DeploymentSettings settings, RegionPrices prices)
    {
        if (settings.Dispatch?.Service?.Size is not { } size) yield break;
        var (rates, hours) = (prices.Fargate(Analyzer.Pricing.OperatingSystem.Linux, settings.Architecture), Hours.PerAverageMonth.Value);
        yield return Line("the dispatcher's vCPU", size.Cpu.Cores * hours, rates.VCpuHour);
        yield return Line("the dispatcher's memory", size.Memory.Gibibytes * hours, rates.GbHour);

        static DeploymentCostLine Line(string item, decimal quantity, Price price) => new(item, quantity, price.Unit, price, new Usd(quantity * price.UsdPerUnit));
    }
}
