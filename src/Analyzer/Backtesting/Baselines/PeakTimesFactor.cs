using System.Globalization;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>The largest reading of the training times a factor, for processor and memory alike.</summary>
public sealed class PeakTimesFactor : ISizingMethod
{
    private readonly double factor;

    private PeakTimesFactor(string name, double factor) => (Name, this.factor) = (name, factor);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary><c>max-x1.2</c>: a fifth above the largest reading, the rule of thumb of most teams.</summary>
    public static PeakTimesFactor Plus20Percent { get; } = new("max-x1.2", 1.2);

    /// <summary>
    /// <c>co-proxy-H</c>: ours, in place of AWS Compute Optimizer, which does not publish its rule for ECS. The smallest size of which the peak is at most this part;
    /// the peak, because the statistic that it exports is Maximum.
    /// </summary>
    /// <param name="utilization">Part of the size that the peak may reach, such as 0.8.</param>
    public static PeakTimesFactor ComputeOptimizerProxy(double utilization) =>
        new(string.Create(CultureInfo.InvariantCulture, $"co-proxy-{utilization:0.0}"), 1 / utilization);

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => EachSeries.Size(training, Of);

    private SizeNeed? Of(UsageSeries series)
    {
        var cpu = Readings.Max(series, instance => instance.CpuCores) * factor;
        var memory = Readings.Max(series, instance => instance.MemoryBytes) * factor;
        return cpu is null && memory is null ? null : new SizeNeed(cpu, memory);
    }
}
