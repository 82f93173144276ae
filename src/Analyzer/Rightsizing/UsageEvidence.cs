using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>What the samples say beside the amounts: whether the need was hidden by a limit, cost a kill, or grows.</summary>
internal sealed record UsageEvidence
{
    /// <summary>Samples with a reading of the processor.</summary>
    public required long CpuSamples { get; init; }

    /// <summary>Samples with a reading of memory.</summary>
    public required long MemorySamples { get; init; }

    /// <summary>Part of the processor's samples at its limit.</summary>
    public required double CpuSaturated { get; init; }

    /// <summary>Part of the samples that were throttled.</summary>
    public required double Throttled { get; init; }

    /// <summary>Part of the memory's samples at its limit.</summary>
    public required double MemorySaturated { get; init; }

    /// <summary>Kills for memory.</summary>
    public required long OomKills { get; init; }

    /// <summary>The larger of limit and peak on the days with a kill; null without one, or where neither is known.</summary>
    public required double? OomBytes { get; init; }

    /// <summary>Largest processor limit on the days that were at it; null where no limit was known.</summary>
    public required double? SaturatedCores { get; init; }

    /// <summary>Largest memory limit on the days that were at it.</summary>
    public required double? SaturatedBytes { get; init; }

    /// <summary>Growth of memory; null where it does not grow.</summary>
    public required double? GrowthBytesPerDay { get; init; }

    /// <summary>Most memory in the last seven days with a reading.</summary>
    public required double? RecentPeakBytes { get; init; }

    /// <summary>Most instances in an hour, on the middle one of all days: a rollout doubles them for an hour only.</summary>
    public required int UsualMostInstances { get; init; }

    /// <summary>Reads a sketch.</summary>
    public static UsageEvidence Of(UsageSketch usage)
    {
        var days = usage.Days;
        var cpu = days.Sum(day => day.Cpu.Count);
        var memory = days.Sum(day => day.MemorySamples);
        var all = days.Sum(day => day.Samples);
        var instances = days.Select(day => day.Instances).Order().ToList();
        return new UsageEvidence
        {
            CpuSamples = cpu,
            MemorySamples = memory,
            CpuSaturated = Share(days.Sum(day => day.CpuSaturated), cpu),
            Throttled = Share(days.Sum(day => day.Throttled), all),
            MemorySaturated = Share(days.Sum(day => day.MemorySaturated), memory),
            OomKills = days.Sum(day => day.OomKills),
            OomBytes = Largest(days.Where(day => day.OomKills > 0), day => Math.Max(day.MemoryLimitBytes ?? 0, day.MemoryMaxBytes ?? 0)),
            SaturatedCores = Largest(days.Where(day => day.CpuSaturated > 0 || day.Throttled > 0), day => day.CpuLimitCores ?? 0),
            SaturatedBytes = Largest(days.Where(day => day.MemorySaturated > 0), day => day.MemoryLimitBytes ?? 0),
            GrowthBytesPerDay = MemoryTrend.BytesPerDay(days),
            RecentPeakBytes = Largest(days.Where(day => day.MemoryMaxBytes is not null).TakeLast(7), day => day.MemoryMaxBytes!.Value),
            UsualMostInstances = instances.Count == 0 ? 0 : instances[instances.Count / 2],
        };
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double? Largest(IEnumerable<UsageDay> days, Func<UsageDay, double> amount)
    {
        var most = days.Select(amount).DefaultIfEmpty(0).Max();
        return most > 0 ? most : null;
    }
}
