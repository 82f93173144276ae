using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>What an hour of a worker of a pool costs.</summary>
public sealed record PoolPrice
{
    /// <summary>On demand.</summary>
    public required UsdPerHour OnDemand { get; init; }

    /// <summary>On Spot, the central price: what a run is reckoned with.</summary>
    public required UsdPerHour Spot { get; init; }

    /// <summary>On Spot, the highest price that was seen: what a budget is kept with, as the price moves while a worker runs.</summary>
    public required UsdPerHour SpotHigh { get; init; }

    /// <summary>The prices of a size.</summary>
    /// <param name="prices">Prices of the region.</param>
    /// <param name="architecture">Architecture of the workers.</param>
    /// <param name="size">Their size.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">A price is not known; nothing can be kept within a budget then.</exception>
    public static PoolPrice Of(RegionPrices prices, CpuArchitecture architecture, FargateSize size)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var hour = new Hours(1);
        var spot = FargateMeter.AlwaysOn(prices.FargateSpot(architecture), size, hour);
        return new PoolPrice
        {
            OnDemand = new UsdPerHour(FargateMeter.AlwaysOn(prices.Fargate(Analyzer.Pricing.OperatingSystem.Linux, architecture), size, hour).Total.Amount),
            Spot = new UsdPerHour(spot.Total.Amount),
            SpotHigh = new UsdPerHour(spot.High.Amount),
        };
    }

    /// <summary>What is expected to be paid.</summary>
    public UsdPerHour Expected(PurchaseOption purchase) => purchase == PurchaseOption.Spot ? Spot : OnDemand;

    /// <summary>What is paid at most.</summary>
    public UsdPerHour AtMost(PurchaseOption purchase) => purchase == PurchaseOption.Spot ? SpotHigh : OnDemand;
}
