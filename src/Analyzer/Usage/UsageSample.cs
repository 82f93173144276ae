namespace CostTool.Analyzer.Usage;

/// <summary>One row of the canonical long table of utilization: one container of one instance at one instant.</summary>
public readonly record struct UsageSample
{
    /// <summary>Instant in UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Pod or task.</summary>
    public required string Instance { get; init; }

    /// <summary>Mean cores used since the sample before; null where not measured.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Working set in bytes; null where not measured.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Limit of the processor in cores; null where unknown or unlimited.</summary>
    public double? CpuLimitCores { get; init; }

    /// <summary>Limit of the memory in bytes; null where unknown or unlimited.</summary>
    public double? MemoryLimitBytes { get; init; }

    /// <summary>Part of the scheduler's periods in which the container was throttled, 0 to 1; null where not measured.</summary>
    public double? ThrottledRatio { get; init; }

    /// <summary>Times that the container was killed for memory since the sample before; null where not measured.</summary>
    public long? OomKills { get; init; }
}
