using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>What a method asks for; snapping to a size that is sold is done alike for all of them.</summary>
/// <param name="CpuCores">Cores; null where the method or the data says nothing of them.</param>
/// <param name="MemoryBytes">Bytes; null where the method or the data says nothing of them.</param>
public readonly record struct SizeNeed(double? CpuCores, double? MemoryBytes);

/// <summary>A way to choose a size from the past alone.</summary>
public interface ISizingMethod
{
    /// <summary>Name in the results, such as <c>vpa</c>.</summary>
    string Name { get; }

    /// <summary>The sizes of all workloads at one origin, from the samples before it; null for a workload that the method gives no answer for.</summary>
    /// <param name="training">Samples before the origin, one series for each container.</param>
    /// <param name="origin">The instant at which the size is chosen; no sample of the training is at or after it.</param>
    IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin);
}
