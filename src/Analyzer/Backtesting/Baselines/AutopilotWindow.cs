using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>The moving-window recommenders of Google's Autopilot (Rzadca et al., EuroSys 2020, section 3.2.2).</summary>
/// <remarks>
/// <code>
/// weight    w(age) = 2^(-age / half-life); half-life 12 h for the processor, 48 h for memory
/// peak      S_max  = highest amount of the window
/// average   S_avg  = sum of w × mean of the tick / sum of w
/// percentile S_pj  = j-th percentile of the load-adjusted histogram h[k] = amount[k] × sum of w × count[k]
/// size      = the largest of the last hour's recommendations × (1 + margin)
/// </code>
/// By class of job the paper uses, for the processor: S_avg (batch), S_p95 or S_p90 (serving); for memory by tolerance of kills: S_max (minimal), S_p98 (low),
/// max(S_p60, S_max / 2) (intermediate). Chosen by us where it gives a range or nothing: the margin is 15 % of its "10 to 15 %, less for large limits", the window of
/// the peak is the whole training.
/// </remarks>
public sealed class AutopilotWindow : ISizingMethod
{
    private const double Margin = 1.15;
    private const double SmallestCores = 0.001;
    private const double SmallestBytes = 1 << 20;
    private const double CpuHalfLifeTicks = 12 * 3600.0 / AutopilotSignal.TickSeconds;
    private const double MemoryHalfLifeTicks = 48 * 3600.0 / AutopilotSignal.TickSeconds;
    private const long TicksOfAnHour = 3600 / AutopilotSignal.TickSeconds;

    private readonly Func<Statistics, double> cpu;
    private readonly Func<Statistics, double> memory;

    private AutopilotWindow(string name, Func<Statistics, double> cpu, Func<Statistics, double> memory) => (Name, this.cpu, this.memory) = (name, cpu, memory);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary><c>autopilot-max</c>: S_p95 and S_max, a serving job with minimal tolerance of kills.</summary>
    public static AutopilotWindow Minimal { get; } = new("autopilot-max", window => window.Percentile(0.95), window => window.Peak);

    /// <summary><c>autopilot-p98</c>: S_p95 and S_p98, a serving job with low tolerance.</summary>
    public static AutopilotWindow Low { get; } = new("autopilot-p98", window => window.Percentile(0.95), window => window.Percentile(0.98));

    /// <summary><c>autopilot-p60</c>: S_p90 and max(S_p60, S_max / 2), a serving job with intermediate tolerance.</summary>
    public static AutopilotWindow Intermediate { get; } =
        new("autopilot-p60", window => window.Percentile(0.90), window => Math.Max(window.Percentile(0.60), window.Peak / 2));

    /// <summary><c>autopilot-avg</c>: S_avg and S_p98, a batch job with low tolerance.</summary>
    public static AutopilotWindow Batch { get; } = new("autopilot-avg", window => window.Average, window => window.Percentile(0.98));

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => EachSeries.Size(training, Of);

    private SizeNeed? Of(UsageSeries series)
    {
        var cores = Recommend(AutopilotSignal.Of(series, instance => instance.CpuCores, SmallestCores, peakOfTask: false), CpuHalfLifeTicks, cpu);
        var bytes = Recommend(AutopilotSignal.Of(series, instance => instance.MemoryBytes, SmallestBytes, peakOfTask: true), MemoryHalfLifeTicks, memory);
        return cores is null && bytes is null ? null : new SizeNeed(cores, bytes);
    }

    private static double? Recommend(AutopilotSignal? signal, double halfLife, Func<Statistics, double> rule)
    {
        if (signal is null) return null;
        var window = new Statistics(signal.Amounts);
        var last = signal.Ticks[^1].At;
        var largest = 0.0;
        foreach (var tick in signal.Ticks)
        {
            window.Add(tick, Math.Pow(2, (tick.At - last) / halfLife));
            if (tick.At > last - TicksOfAnHour) largest = Math.Max(largest, rule(window));
        }

        return largest * Margin;
    }

    private sealed class Statistics(double[] amounts)
    {
        private readonly double[] weights = new double[amounts.Length];
        private int highest;
        private double weightedMeans;
        private double totalWeight;

        public double Peak => amounts[highest];

        public double Average => weightedMeans / totalWeight;

        public void Add(AutopilotSignal.Tick tick, double weight)
        {
            var sum = 0.0;
            var samples = 0;
            foreach (var (bucket, count) in tick.Counts)
            {
                weights[bucket] += weight * count;
                sum += amounts[bucket] * count;
                samples += count;
            }

            highest = Math.Max(highest, tick.Counts[^1].Bucket);
            weightedMeans += weight * sum / samples;
            totalWeight += weight;
        }

        public double Percentile(double share)
        {
            var total = 0.0;
            for (var bucket = 0; bucket <= highest; bucket++) total += weights[bucket] * amounts[bucket];
            var reached = 0.0;
            for (var bucket = 0; bucket < highest; bucket++)
            {
                reached += weights[bucket] * amounts[bucket];
                if (reached >= share * total) return amounts[bucket];
            }

            return amounts[highest];
        }
    }
}
