namespace CostTool.Analyzer.Usage;

/// <summary>What one day (UTC) of samples says of a container; all instances together. Days merge by adding counts and taking the larger maximum.</summary>
public sealed record UsageDay
{
    /// <summary>The day in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Samples that count: after duplicates and unreadable ones are left out.</summary>
    public required long Samples { get; init; }

    /// <summary>How often each amount of processor was used; its count is the number of samples with a reading.</summary>
    public required UsageHistogram Cpu { get; init; }

    /// <summary>Most cores used by one instance; null without a reading.</summary>
    public required double? CpuMaxCores { get; init; }

    /// <summary>Samples with a reading of memory.</summary>
    public required long MemorySamples { get; init; }

    /// <summary>Most memory of one instance in bytes, exact; null without a reading.</summary>
    public required double? MemoryMaxBytes { get; init; }

    /// <summary>Largest limit of the processor that was in force; null where none was.</summary>
    public required double? CpuLimitCores { get; init; }

    /// <summary>Largest limit of memory that was in force, in bytes; null where none was.</summary>
    public required double? MemoryLimitBytes { get; init; }

    /// <summary>Samples at 98 % of the processor limit or above: the true need is not visible in them.</summary>
    public required long CpuSaturated { get; init; }

    /// <summary>Samples at 98 % of the memory limit or above.</summary>
    public required long MemorySaturated { get; init; }

    /// <summary>Samples in which more than one period in a hundred was throttled.</summary>
    public required long Throttled { get; init; }

    /// <summary>Times that an instance was killed for memory.</summary>
    public required long OomKills { get; init; }

    /// <summary>Hours of the day that have a sample: 24 without a gap.</summary>
    public required int HoursSeen { get; init; }

    /// <summary>Most instances seen within an hour of the day.</summary>
    public required int Instances { get; init; }

    /// <summary>The day that holds the samples of both.</summary>
    /// <exception cref="ArgumentException">They are different days.</exception>
    public static UsageDay Merge(UsageDay left, UsageDay right)
    {
        if (left.Day != right.Day) throw new ArgumentException($"`{left.Day:O}` and `{right.Day:O}` are different days", nameof(right));
        var cpu = new UsageHistogram();
        cpu.Merge(left.Cpu);
        cpu.Merge(right.Cpu);
        return new UsageDay
        {
            Day = left.Day,
            Samples = left.Samples + right.Samples,
            Cpu = cpu,
            CpuMaxCores = Larger(left.CpuMaxCores, right.CpuMaxCores),
            MemorySamples = left.MemorySamples + right.MemorySamples,
            MemoryMaxBytes = Larger(left.MemoryMaxBytes, right.MemoryMaxBytes),
            CpuLimitCores = Larger(left.CpuLimitCores, right.CpuLimitCores),
            MemoryLimitBytes = Larger(left.MemoryLimitBytes, right.MemoryLimitBytes),
            CpuSaturated = left.CpuSaturated + right.CpuSaturated,
            MemorySaturated = left.MemorySaturated + right.MemorySaturated,
            Throttled = left.Throttled + right.Throttled,
            OomKills = left.OomKills + right.OomKills,
            HoursSeen = Math.Max(left.HoursSeen, right.HoursSeen),
            Instances = Math.Max(left.Instances, right.Instances),
        };
    }

    /// <summary>The larger of two amounts, of which either may be unknown.</summary>
    internal static double? Larger(double? left, double? right) => left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
}
