using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Usage;

namespace CostTool.Cli.Nightly;

/// <summary>Sizes of a night: the recommender over the history up to its day, with the sizes of that night as today's and the last night's recommendations as the last.</summary>
/// <param name="Policy">Risk, evidence and least savings.</param>
/// <param name="Prices">What sizes cost; null where no region is known.</param>
/// <param name="Cluster">Autoscalers; null without a cluster.</param>
/// <param name="Forecast">The forecast of a fleet.</param>
internal sealed record NightSizing(SizingPolicy Policy, SizingPrices? Prices, ClusterInventory? Cluster, FleetForecast Forecast)
{
    public IReadOnlyList<SizeRecommendation> Recommend(IReadOnlyList<UsageSketch> history, IReadOnlyList<SizeSeen> sizes, IReadOnlyList<SizeRecommendation> last)
    {
        var before = last.ToDictionary(size => size.Key);
        var held = sizes.ToDictionary(size => size.Key);
        var forecasts = Forecast(history, Policy);
        return Recommender.Recommend([.. history.Select((usage, place) => Subject(usage, forecasts[place], held.GetValueOrDefault(usage.Key), before.GetValueOrDefault(usage.Key)))], Policy, Prices);
    }

    private SizingSubject Subject(UsageSketch usage, ISizeForecast forecast, SizeSeen? seen, SizeRecommendation? last) => new()
    {
        Key = usage.Key,
        Usage = usage,
        Forecast = forecast,
        CurrentCpu = seen?.Size?.Cpu,
        CurrentMemory = seen?.Size?.Memory,
        Replicas = seen?.Replicas ?? usage.Days[^1].Instances,
        Autoscaler = Cluster?.Autoscalers.GetValueOrDefault(usage.Key.Workload),
        Last = last,
    };
}
