using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Allots the accepted risk of a fleet to its tasks and to its containers, which are two ways to count the same breach and so have a budget each.</summary>
internal static class FleetRisk
{
    // Steps of the amounts that containers on nodes may ask for, from 10 millicores to 64 cores and from 32 MiB to 512 GiB: those that a sketch tells apart.
    private static readonly double Step = 1 + UsageHistogram.RelativeError;
    private static readonly double[] Cores = Ladder(0.01, 64);
    private static readonly double[] Bytes = Ladder(32.0 * (1 << 20), 512.0 * (1 << 30));

    /// <summary>The accepted chances by container and, with an empty container, by task.</summary>
    /// <param name="usage">Sketches.</param>
    /// <param name="forecasts">Their forecasts, in the same order.</param>
    /// <param name="policy">The fleet's accepted chances.</param>
    /// <param name="prices">What sizes cost; null where no region is known, and then a vCPU counts as nine GB, as on Fargate everywhere.</param>
    public static IReadOnlyDictionary<UsageKey, AcceptedRisk> Allot(IReadOnlyList<UsageSketch> usage, IReadOnlyList<ISizeForecast> forecasts, SizingPolicy policy, SizingPrices? prices)
    {
        var risks = new Dictionary<UsageKey, AcceptedRisk>();
        var known = usage.Zip(forecasts).ToList();
        // A workload of one container is a task of that container as well.
        var single = known.GroupBy(item => item.First.Key.Workload, StringComparer.Ordinal).Where(group => group.Count() == 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        var tasks = known.Where(item => item.First.Key.IsWholeTask || single.Contains(item.First.Key.Workload)).ToList();
        var sizes = FargateSize.All.Where(size => size.RunsOn(OperatingSystem.Linux))
            .Select(size => new SizeOption((double)size.Cpu.Cores, size.Memory.Bytes, Cost((double)size.Cpu.Cores, size.Memory.Bytes))).OrderBy(option => option.Cost).ToList();
        foreach (var (item, risk) in tasks.Zip(Allotted(tasks, sizes)))
            risks[new UsageKey(item.First.Key.Workload, string.Empty)] = new AcceptedRisk(risk.Cpu, risk.Memory);

        var containers = known.Where(item => !item.First.Key.IsWholeTask).ToList();
        var cpu = Allotted(containers, [.. Cores.Select(cores => new SizeOption(cores, double.PositiveInfinity, Cost(cores, 0)))]);
        var memory = Allotted(containers, [.. Bytes.Select(bytes => new SizeOption(double.PositiveInfinity, bytes, Cost(0, bytes)))]);
        for (var index = 0; index < containers.Count; index++) risks[containers[index].First.Key] = new AcceptedRisk(cpu[index].Cpu, memory[index].Memory);
        return risks;

        IReadOnlyList<AllottedRisk> Allotted(List<(UsageSketch First, ISizeForecast Second)> items, IReadOnlyList<SizeOption> options) =>
            RiskAllotment.Allot([.. items.Select(item => item.Second)], options, policy);

        double Cost(double cores, double bytes) => prices is null
            ? (9 * cores) + (bytes / (1 << 30))
            : (double)((prices.Rates.VCpuHour.UsdPerUnit * (decimal)cores) + (prices.Rates.GbHour.UsdPerUnit * MemorySize.FromBytes((long)bytes).Gibibytes));
    }

    private static double[] Ladder(double least, double most) =>
        [.. Enumerable.Range(0, (int)Math.Ceiling(Math.Log(most / least) / Math.Log(Step)) + 1).Select(step => least * Math.Pow(Step, step))];
}
