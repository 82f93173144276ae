using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>The two strategies of Robusta KRR with their defaults.</summary>
/// <remarks>
/// <code>
/// simple:       CPU = max over instances of the instance's P95, memory = max × 1.15
/// simple_limit: CPU request = P66 and limit = P96 of the samples of all instances together, memory as above
/// both:         nothing below 100 samples; at least 10 millicores and 100 MiB; rounded up to a millicore and a mebibyte
/// </code>
/// Quantiles are interpolated as Prometheus does. A Fargate task has one amount of processor, which is a hard cap, so that simple_limit's size here is its limit.
/// The history is the training, at most the 14 days that KRR asks for by default.
/// </remarks>
public sealed class Krr : ISizingMethod
{
    private const int PointsRequired = 100;
    private const double MemoryBuffer = 1.15;
    private const double CpuFloorCores = 0.010;
    private const double Mebibyte = 1 << 20;
    private const double MemoryFloorBytes = 100 * Mebibyte;

    private readonly Func<UsageSeries, double?> cpu;

    private Krr(string name, Func<UsageSeries, double?> cpu) => (Name, this.cpu) = (name, cpu);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary><c>krr-simple</c>, the default strategy.</summary>
    public static Krr Simple { get; } = new("krr-simple", series => series.Instances.Max(instance => Readings.Quantile(Readings.Sorted(instance.CpuCores), 0.95)));

    /// <summary><c>krr-simple-limit</c>, by its limit.</summary>
    public static Krr SimpleLimit { get; } = new("krr-simple-limit", series => Readings.Quantile(Readings.SortedCpu(series), 0.96));

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) =>
        EachSeries.Size(training, series => Of(SeriesCut.Between(series, origin - TimeSpan.FromDays(14), origin)));

    private SizeNeed? Of(UsageSeries series)
    {
        double? cores = HasPoints(series, instance => instance.CpuCores) ? cpu(series) : null;
        double? bytes = HasPoints(series, instance => instance.MemoryBytes) ? Readings.Max(series, instance => instance.MemoryBytes) * MemoryBuffer : null;
        if (cores is null && bytes is null) return null;
        return new SizeNeed(
            cores is { } core ? Math.Max(CpuFloorCores, Math.Ceiling(core * 1000) / 1000) : null,
            bytes is { } amount ? Math.Max(MemoryFloorBytes, Math.Ceiling(amount / Mebibyte) * Mebibyte) : null);
    }

    private static bool HasPoints(UsageSeries series, Func<InstanceSeries, double[]> readings) =>
        series.Instances.Sum(instance => readings(instance).Count(reading => !double.IsNaN(reading))) >= PointsRequired;
}
