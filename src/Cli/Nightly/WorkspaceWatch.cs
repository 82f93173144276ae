using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Cli.Nightly;

/// <summary>What a night keeps of an analysed workspace: sizes with what they cost, scenarios, prices and files.</summary>
internal static class WorkspaceWatch
{
    private const int RateDecimals = 12;

    public static WorkspaceSeen Of(SavingsAnalysis? analysis, NightSizing sizing, RightsizingResult sizes, IReadOnlyList<UsageSketch> history, IReadOnlyList<InputFile> otherInputs) => new()
    {
        Month = analysis?.Month.Label ?? "no bill and no cluster",
        Sizes = [.. Sizes(analysis, sizing, sizes, history).Values],
        Nodes = Nodes(analysis),
        Scenarios = [.. (analysis?.Scenarios ?? []).Select(scenario => new ScenarioFigure(scenario.Id, scenario.Name, scenario.Monthly.Round(6), scenario.MonthlyLow.Round(6), scenario.MonthlyHigh.Round(6), scenario.Saving?.Round(6)))],
        Prices = [.. (analysis?.Prices ?? []).Select(price => new PriceFigure(price.Id.Value, decimal.Round(price.UsdPerUnit, RateDecimals), price.Unit, price.Dated)).OrderBy(price => price.Id, StringComparer.Ordinal)],
        // Files of usage change every night; the fingerprint of the day's sketches says which samples they held.
        Inputs = [.. (analysis?.Inputs ?? []).Where(input => input.Role != "usage").UnionBy(otherInputs, input => input.Path, StringComparer.Ordinal).OrderBy(input => input.Path, StringComparer.Ordinal)],
    };

    private static SortedDictionary<UsageKey, SizeSeen> Sizes(SavingsAnalysis? analysis, NightSizing sizing, RightsizingResult sized, IReadOnlyList<UsageSketch> history)
    {
        var costs = analysis?.Workloads.Where(row => row.Container is null).ToDictionary(row => row.WorkloadId, StringComparer.Ordinal) ?? [];
        var sizes = new SortedDictionary<UsageKey, SizeSeen>(UsageKey.ByName);
        foreach (var workload in sizing.Cluster?.Workloads ?? [])
        {
            var rates = costs.TryGetValue(workload.Id, out var row) ? NodeShare(analysis!.Month, workload, row) : null;
            foreach (var container in workload.Containers) Add(new UsageKey(workload.Id, container.Name), workload.Replicas, Size(container.CpuRequest, container.MemoryRequest), rates);
        }

        foreach (var service in sizing.Services)
        {
            foreach (var container in service.Containers) Add(new UsageKey(service.Workload, container.Name), service.Replicas, Size(container.CpuRequest, container.MemoryRequest), null);
            Add(new UsageKey(service.Workload, ""), service.Replicas, Size(service.Cpu, service.Memory), service.OnFargate ? Fargate(sizing.Prices) : null);
        }

        // Without an inventory the limits that the samples carry say what runs.
        var stated = sizes.Keys.Select(key => key.Workload).ToHashSet(StringComparer.Ordinal);
        var present = Present(history);
        foreach (var row in sized.Rows.Where(row => !stated.Contains(row.Size.Key.Workload) && present.Contains(row.Size.Key.Workload)))
        {
            var size = Size(row.Size.CurrentCpu, row.Size.CurrentMemory);
            var sold = row.Size.Key.IsWholeTask && row.Size.Key.Workload.Count(letter => letter == '/') == 1 && size is { } known && FargateSize.Find(known.Cpu, known.Memory) is not null;
            Add(row.Size.Key, row.Size.Replicas, size, sold ? Fargate(sizing.Prices) : null);
        }

        return sizes;

        void Add(UsageKey key, int replicas, Resources? size, SizeRates? rates) => sizes[key] = new SizeSeen { Key = key, Replicas = replicas, Size = size, Rates = rates };
    }

    // What had samples on the last whole day or after it: a day of which samples lack does not say that anything is gone.
    private static HashSet<string> Present(IReadOnlyList<UsageSketch> history)
    {
        var whole = history.SelectMany(sketch => sketch.Days).Where(day => day.HoursSeen == 24).Select(day => day.Day).DefaultIfEmpty().Max();
        return history.Where(sketch => sketch.Days[^1].Day >= whole).Select(sketch => sketch.Key.Workload).ToHashSet(StringComparer.Ordinal);
    }

    private static UsdPerHour? Nodes(SavingsAnalysis? analysis)
    {
        var nodes = analysis?.Scenarios.FirstOrDefault(scenario => scenario.Id == "eks-current")?.Lines.Where(line => line.Component == "compute").ToList();
        return nodes is null or [] ? null : new UsdPerHour(decimal.Round(nodes.Sum(line => line.Monthly).Amount / analysis!.Month.Hours.Value, RateDecimals));
    }

    private static SizeRates? Fargate(SizingPrices? prices) => prices is null ? null
        : new SizeRates(decimal.Round(prices.Rates.VCpuHour.PerHour.Amount, RateDecimals), decimal.Round(prices.Rates.GbHour.PerHour.Amount, RateDecimals), false, $"Fargate on demand, x86: {prices.Rates.VCpuHour.Id.Value}, {prices.Rates.GbHour.Id.Value}");

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
