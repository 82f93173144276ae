using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Lends samples that carry no limits those of the inventory, for the days on which they can have been in force: a day that used more had another limit.</summary>
/// <remarks>
/// Samples at the limit are then counted from the histogram (to the bucket, so at most 2.2 % of them too few); of memory only a day's maximum is kept, which counts as one sample.
/// </remarks>
internal static class InventoryLimits
{
    private const double AtLimit = 0.98;

    // A reading may lie a little above its limit: it is a mean over a time that the scheduler does not share.
    private const double Tolerance = 1.02;

    /// <summary>The sketches with limits.</summary>
    public static IReadOnlyList<UsageSketch> Lend(IReadOnlyList<UsageSketch> usage, IReadOnlyList<Workload> workloads)
    {
        var known = workloads.ToDictionary(workload => workload.Id, StringComparer.Ordinal);
        return [.. usage.Select(sketch => known.TryGetValue(sketch.Key.Workload, out var workload) ? Lend(sketch, workload.Containers) : sketch)];
    }

    private static UsageSketch Lend(UsageSketch sketch, IReadOnlyList<WorkloadContainer> containers)
    {
        var own = sketch.Key.IsWholeTask ? containers : [.. containers.Where(container => container.Name == sketch.Key.Container)];
        if (own.Count == 0) return sketch;
        var cores = own.All(container => container.CpuLimit is not null) ? (double?)own.Sum(container => container.CpuLimit!.Value.Cores) : null;
        var bytes = own.All(container => container.MemoryLimit is not null) ? (double?)own.Sum(container => container.MemoryLimit!.Value.Bytes) : null;
        return cores is null && bytes is null ? sketch : sketch with { Days = [.. sketch.Days.Select(day => Lend(day, cores, bytes))] };
    }

    private static UsageDay Lend(UsageDay day, double? cores, double? bytes)
    {
        if (day.CpuLimitCores is null && cores is { } limit && !(day.CpuMaxCores > limit * Tolerance))
            day = day with { CpuLimitCores = limit, CpuSaturated = day.CpuMaxCores >= limit * AtLimit ? Math.Max(1, (long)Math.Round((day.Cpu.ShareAbove(limit * AtLimit) ?? 0) * day.Cpu.Count)) : 0 };
        if (day.MemoryLimitBytes is null && bytes is { } size && !(day.MemoryMaxBytes > size * Tolerance))
            day = day with { MemoryLimitBytes = size, MemorySaturated = day.MemoryMaxBytes >= size * AtLimit ? 1 : 0 };
        return day;
    }
}
