using System.Globalization;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Benchmarks.Packing;

/// <summary>Real instance types and seeded pods.</summary>
public static class Fleets
{
    private static readonly long[] Millicores = [50, 100, 200, 250, 500, 750, 1000, 1500, 2000, 4000];
    private static readonly long[] Mebibytes = [64, 128, 256, 512, 768, 1024, 1536, 2048, 3072, 4096, 8192, 16_384];

    /// <summary>The x86 types of us-east-1, every n-th so that <paramref name="count"/> are left; all where there are fewer.</summary>
    public static IReadOnlyList<NodeOffer> Offers(int count)
    {
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Packing", "Data", "instances-us-east-1.csv"))[1..]
            .Select(row => row.Split(',')).Where(cells => cells[3] == "amd64").ToArray();
        return [.. Enumerable.Range(0, Math.Min(count, rows.Length)).Select(n => Offer(rows[(int)((long)n * rows.Length / Math.Min(count, rows.Length))]))];
    }

    /// <summary>Replicas of workloads whose requests are round numbers, as people write them.</summary>
    public static IReadOnlyList<PodGroup> Workloads(int groups, int pods, int seed)
    {
        var random = new Random(seed);
        var counts = Enumerable.Repeat(1, groups).ToArray();
        for (var n = groups; n < pods; n++) counts[random.Next(groups)]++;
        return [.. counts.Select((count, n) => new PodGroup(
            $"app/deployment/w{n:D4}",
            new Resources(
                VCpu.FromMillicores(Millicores[random.Next(Millicores.Length)]),
                MemorySize.FromMebibytes(Mebibytes[random.Next(Mebibytes.Length)])),
            count))];
    }

    /// <summary>Pods that all differ.</summary>
    public static IReadOnlyList<PodGroup> AllDifferent(int pods, int largestMillicores, int largestMebibytes, int seed, double smallest = 0.02)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, pods).Select(n => new PodGroup(
            $"app/deployment/w{n:D4}",
            new Resources(
                VCpu.FromMillicores((long)(largestMillicores * (smallest + ((1 - smallest) * random.NextDouble())))),
                MemorySize.FromMebibytes((long)(largestMebibytes * (smallest + ((1 - smallest) * random.NextDouble()))))),
            1))];
    }

    private static NodeOffer Offer(string[] cells)
    {
        var node = NodeAllocatable.Of(new InstanceSpec
        {
            InstanceType = cells[0],
            Cpu = VCpu.FromCores(decimal.Parse(cells[1], CultureInfo.InvariantCulture)),
            Memory = MemorySize.FromMebibytes(decimal.Parse(cells[2], CultureInfo.InvariantCulture)),
            Architecture = CpuArchitecture.X86_64,
            MaxPods = int.Parse(cells[4], CultureInfo.InvariantCulture),
            BareMetal = false,
        });
        var daemonSets = new Resources(VCpu.FromMillicores(200), MemorySize.FromMebibytes(300));
        return new NodeOffer
        {
            Id = $"{cells[0]}/on-demand",
            InstanceType = cells[0],
            Usable = Resources.Max(node.Allocatable - daemonSets, default),
            UsablePods = Math.Max(node.Pods - 4, 0),
            // 20 GiB of gp3 at 0.08 USD a month of 730 hours.
            Rate = new UsdPerHour(decimal.Parse(cells[5], CultureInfo.InvariantCulture) + (20 * 0.08m / 730)),
        };
    }
}
