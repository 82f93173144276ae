using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary><c>cloudfix</c>: the rule of CloudFix's ECS optimizer as its vendor's page states it.</summary>
/// <remarks>
/// <code>
/// peak     = largest of the hourly P99 of utilization, processor and memory each
/// eligible = seen for 7 days, not already the smallest size (256 units and 512 MiB), both peaks below 80 % of the size
/// need     = peak × 1.20
/// </code>
/// The age is a setting of 7, 30 or 60 days with 30 as default; a backtest rarely trains for 30, so the shortest is taken, which helps the rule. A workload that is not
/// eligible keeps its size. Without limits in the data the rule cannot judge, and gives no answer.
/// </remarks>
public sealed class CloudFix : ISizingMethod
{
    private const double SmallestCores = 0.25;
    private const double SmallestBytes = 512.0 * (1 << 20);
    private const double EligiblePeak = 0.8;
    private const double Headroom = 1.2;
    // A series of exactly seven days ends one sampling step before them.
    private static readonly TimeSpan Age = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Name => "cloudfix";

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => EachSeries.Size(training, series => Of(series, origin));

    private static SizeNeed? Of(UsageSeries series, DateTimeOffset origin)
    {
        if (CurrentSize.Of(series) is not { } current) return null;
        var first = series.Instances.Min(instance => instance.EpochSeconds[0]);
        if (origin - DateTimeOffset.FromUnixTimeSeconds(first) < Age) return current;
        if (!(current.CpuCores > SmallestCores) && !(current.MemoryBytes > SmallestBytes)) return current;
        var cpu = HourlyPeak(series, instance => instance.CpuCores);
        var memory = HourlyPeak(series, instance => instance.MemoryBytes);
        if (cpu >= EligiblePeak * current.CpuCores || memory >= EligiblePeak * current.MemoryBytes) return current;
        return new SizeNeed(current.CpuCores is null ? null : cpu * Headroom, current.MemoryBytes is null ? null : memory * Headroom);
    }

    private static double? HourlyPeak(UsageSeries series, Func<InstanceSeries, double[]> readings)
    {
        var hours = new Dictionary<long, List<double>>();
        foreach (var instance in series.Instances)
        {
            var values = readings(instance);
            for (var at = 0; at < instance.Count; at++)
            {
                if (double.IsNaN(values[at])) continue;
                var hour = Math.DivRem(instance.EpochSeconds[at], 3600).Quotient;
                if (!hours.TryGetValue(hour, out var held)) hours[hour] = held = [];
                held.Add(values[at]);
            }
        }

        double? peak = null;
        foreach (var held in hours.Values)
        {
            held.Sort();
            var quantile = Readings.Quantile(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(held), 0.99);
            if (!(quantile <= peak)) peak = quantile;
        }

        return peak;
    }
}
