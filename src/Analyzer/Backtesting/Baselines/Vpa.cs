using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary><c>vpa</c>: the target of the Kubernetes Vertical Pod Autoscaler's recommender with its defaults.</summary>
/// <remarks>
/// <code>
/// buckets: start(0) = 0, start(n) = first × (1.05^n - 1) / 0.05; processor: first 0.01 core, memory: first 10^7 bytes; 176 of each
/// weight:  2^(age / 24 h) for each processor sample; for memory one sample per instance and 24 hours, the largest, at the end of the interval
/// target:  end of the first bucket at which 90 % of the weight is reached, × 1.15, at least 25 millicores and 250 MiB divided by the containers of the pod
/// </code>
/// Amounts are cut to millicores and bytes at each step, as there. The last 8 days of the training count, the history that the recommender starts from. Kills for
/// memory are not in the series, so the step up after one is left out. Its factor 0.1 for processor samples is the same for all and changes nothing.
/// </remarks>
public sealed class Vpa : ISizingMethod
{
    private const double TargetShare = 0.9;
    private const double Margin = 1.15;
    private const double PodFloorMillicores = 25;
    private const double PodFloorBytes = 250.0 * (1 << 20);
    private const long DaySeconds = 86_400;

    /// <inheritdoc />
    public string Name => "vpa";

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin)
    {
        ArgumentNullException.ThrowIfNull(training);
        var containers = training.CountBy(series => series.Key.Workload, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return EachSeries.Size(training, series => Of(SeriesCut.Between(series, origin - TimeSpan.FromDays(8), origin), containers[series.Key.Workload], origin));
    }

    private static SizeNeed? Of(UsageSeries series, int containers, DateTimeOffset origin)
    {
        var cpu = new DecayingHistogram(0.01);
        var memory = new DecayingHistogram(1e7);
        var reference = origin.ToUnixTimeSeconds();
        foreach (var instance in series.Instances)
        {
            for (var at = 0; at < instance.Count; at++)
            {
                if (!double.IsNaN(instance.CpuCores[at])) cpu.Add(instance.CpuCores[at], Weight(instance.EpochSeconds[at], reference));
            }

            AddDailyPeaks(instance, memory, reference);
        }

        var cores = cpu.Percentile(TargetShare) is { } used ? Math.Max(Math.Floor(PodFloorMillicores / containers), Scaled(used * 1000)) / 1000 : (double?)null;
        var bytes = memory.Percentile(TargetShare) is { } held ? Math.Max(Math.Floor(PodFloorBytes / containers), Scaled(held)) : (double?)null;
        return cores is null && bytes is null ? null : new SizeNeed(cores, bytes);
    }

    private static double Scaled(double amount) => Math.Floor(Math.Floor(amount) * Margin);

    private static double Weight(long instant, long reference) => Math.Pow(2, (double)(instant - reference) / DaySeconds);

    // The first interval begins with the first sample; each later one whole days on.
    private static void AddDailyPeaks(InstanceSeries instance, DecayingHistogram memory, long reference)
    {
        var peak = double.NaN;
        var end = long.MinValue;
        for (var at = 0; at < instance.Count; at++)
        {
            var used = instance.MemoryBytes[at];
            if (double.IsNaN(used)) continue;
            var instant = instance.EpochSeconds[at];
            if (end == long.MinValue) end = instant;
            if (instant < end)
            {
                peak = Math.Max(peak, used);
                continue;
            }

            if (!double.IsNaN(peak)) memory.Add(peak, Weight(end, reference));
            end += (((instant - end) / DaySeconds) + 1) * DaySeconds;
            peak = used;
        }

        if (!double.IsNaN(peak)) memory.Add(peak, Weight(end, reference));
    }

    private sealed class DecayingHistogram(double first)
    {
        private const int Buckets = 176;
        private const double Growth = 0.05;
        private readonly double[] weights = new double[Buckets];
        private double total;

        public void Add(double amount, double weight)
        {
            var bucket = amount < first ? 0 : Math.Min(Buckets - 1, (int)Math.Floor(Math.Log((amount * Growth / first) + 1) / Math.Log(1 + Growth)));
            weights[bucket] += weight;
            total += weight;
        }

        public double? Percentile(double share)
        {
            if (total == 0) return null;
            var last = Array.FindLastIndex(weights, weight => weight > 0);
            var bucket = 0;
            var reached = weights[0];
            while (bucket < last && reached < share * total) reached += weights[++bucket];
            return bucket < Buckets - 1 ? Start(bucket + 1) : Start(bucket);
        }

        private double Start(int bucket) => first * (Math.Pow(1 + Growth, bucket) - 1) / Growth;
    }
}
