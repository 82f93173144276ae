using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary><c>current</c>: the limits in force at the origin, kept as they are.</summary>
/// <remarks>The limits of the newest sample that names one; the largest where several instances share that instant. Where the data has no limits, no answer.</remarks>
public sealed class CurrentSize : ISizingMethod
{
    /// <inheritdoc />
    public string Name => "current";

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => EachSeries.Size(training, Of);

    internal static SizeNeed? Of(UsageSeries series)
    {
        var cpu = Newest(series, instance => instance.CpuLimitCores);
        var memory = Newest(series, instance => instance.MemoryLimitBytes);
        return cpu is null && memory is null ? null : new SizeNeed(cpu, memory);
    }

    private static double? Newest(UsageSeries series, Func<InstanceSeries, double[]> limits)
    {
        double? limit = null;
        var newest = long.MinValue;
        foreach (var instance in series.Instances)
        {
            var named = Array.FindLastIndex(limits(instance), amount => amount > 0);
            if (named < 0) continue;
            var (at, amount) = (instance.EpochSeconds[named], limits(instance)[named]);
            if (at < newest || (at == newest && amount <= limit)) continue;
            (newest, limit) = (at, amount);
        }

        return limit;
    }
}
