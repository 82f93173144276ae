namespace CostTool.Analyzer.Usage;

/// <summary>The samples of a container one by one, as a backtest replays them: by instance, oldest first, without duplicates.</summary>
public sealed record UsageSeries
{
    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Instances, by name.</summary>
    public required IReadOnlyList<InstanceSeries> Instances { get; init; }
}

/// <summary>The samples of one pod or task. All arrays have the same length.</summary>
/// <param name="Instance">Pod or task.</param>
/// <param name="EpochSeconds">Instants, ascending.</param>
/// <param name="CpuCores">Cores used; not a number where there is no reading.</param>
/// <param name="MemoryBytes">Bytes used; not a number where there is no reading.</param>
/// <param name="CpuLimitCores">Processor limit in force; not a number where unknown.</param>
/// <param name="MemoryLimitBytes">Memory limit in force; not a number where unknown.</param>
public sealed record InstanceSeries(string Instance, long[] EpochSeconds, double[] CpuCores, double[] MemoryBytes, double[] CpuLimitCores, double[] MemoryLimitBytes)
{
    /// <summary>Samples.</summary>
    public int Count => EpochSeconds.Length;
}
