using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Cli.Nightly;

/// <summary>What a night keeps of an analysed workspace: sizes with what they cost, scenarios, prices and files.</summary>
internal static class WorkspaceWatch
{
    private const int RateDecimals = 12;

    public static WorkspaceSeen Of(SavingsAnalysis? analysis, ClusterInventory? cluster, IReadOnlyList<InputFile> usageFiles, IReadOnlyList<UsageSketch> today)
    {
        var costs = analysis?.Workloads.Where(row => row.Container is null).ToDictionary(row => row.WorkloadId, StringComparer.Ordinal) ?? [];
        var sizes = new SortedDictionary<UsageKey, SizeSeen>(UsageKey.ByName);
        foreach (var workload in cluster?.Workloads ?? [])
        {
            var rates = costs.TryGetValue(workload.Id, out var row) ? NodeShare(analysis!.Month, workload, row) : null;
            foreach (var container in workload.Containers)
            {
                var key = new UsageKey(workload.Id, container.Name);
                sizes[key] = new SizeSeen { Key = key, Replicas = workload.Replicas, Size = Size(container.CpuRequest, container.MemoryRequest), Rates = rates };
            }
        }

        // Without an inventory the limits that the samples carry say what runs.
        foreach (var sketch in today.Where(sketch => sizes.Keys.All(key => key.Workload != sketch.Key.Workload)).ToList())
        {
            var day = sketch.Days[^1];
            sizes[sketch.Key] = new SizeSeen
            {
                Key = sketch.Key,
                Replicas = day.Instances,
                Size = Size(day.CpuLimitCores is { } cores ? VCpu.FromCores((decimal)cores) : null, day.MemoryLimitBytes is { } bytes ? MemorySize.FromBytes((long)bytes) : null),
                Rates = null,
            };
        }

        var nodes = analysis?.Scenarios.FirstOrDefault(scenario => scenario.Id == "eks-current")?.Lines.Where(line => line.Component == "compute").ToList();
        return new WorkspaceSeen
        {
            Month = analysis?.Month.Label ?? "no bill and no cluster",
            Sizes = [.. sizes.Values],
            Nodes = nodes is null or [] ? null : new UsdPerHour(decimal.Round(nodes.Sum(line => line.Monthly).Amount / analysis!.Month.Hours.Value, RateDecimals)),
            Scenarios = [.. (analysis?.Scenarios ?? []).Select(scenario => new ScenarioFigure(scenario.Id, scenario.Name, scenario.Monthly.Round(6), scenario.MonthlyLow.Round(6), scenario.MonthlyHigh.Round(6), scenario.Saving?.Round(6)))],
            Prices = [.. (analysis?.Prices ?? []).Select(price => new PriceFigure(price.Id.Value, decimal.Round(price.UsdPerUnit, RateDecimals), price.Unit, price.Dated)).OrderBy(price => price.Id, StringComparer.Ordinal)],
            Inputs = [.. (analysis?.Inputs ?? []).Where(input => usageFiles.All(file => file.Path != input.Path)).OrderBy(input => input.Path, StringComparer.Ordinal)],
        };
    }

    // The workload's share of the nodes by request, nine to one for a vCPU against a GiB, turned into what a vCPU and a GiB of it cost for an hour.
    private static SizeRates? NodeShare(AnalysedMonth month, Workload workload, WorkloadRow row)
    {
        var weight = FleetPricer.Weight(workload.PodRequests) * workload.Replicas;
        if (workload.RequestsMissing || row.Current is not { } cost || weight == 0) return null;
        var gib = decimal.Round(cost.Amount / month.Hours.Value / weight, RateDecimals);
        return new SizeRates(gib * FleetPricer.CpuWeight, gib, true, FormattableString.Invariant($"{cost} of the nodes in {month.Label}, shared by request"));
    }

    private static Resources? Size(VCpu? cpu, MemorySize? memory) => cpu is { } cores && memory is { } bytes ? new Resources(cores, bytes) : null;
}
