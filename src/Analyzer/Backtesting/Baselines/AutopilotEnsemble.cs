using System.Globalization;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>The arg-min ensemble of Google's Autopilot (Rzadca et al., EuroSys 2020, section 3.2.3).</summary>
/// <remarks>
/// <code>
/// o(L)[t] = (1 - d_m) × o(L)[t-1] + d_m × samples of t above L          overrun
/// u(L)[t] = (1 - d_m) × u(L)[t-1] + d_m × samples of t below L          underrun
/// L'_m[t] = arg min over L of w_o × o(L)[t] + w_u × u(L)[t] + w_ΔL × (L ≠ L'_m[t-1])
/// L_m[t]  = L'_m[t] + M_m
/// c_m[t]  = (1 - d) × c_m[t-1] + d × (w_o × o_m(L_m[t], t) + w_u × u_m(L_m[t], t) + w_ΔL × (L_m[t] ≠ L_m[t-1]))
/// L[t]    = L_m[t] of arg min over m of c_m[t] + w_Δm × (m ≠ m[t-1]) + w_ΔL × (L_m[t] ≠ L[t-1])
/// </code>
/// The paper names the hyperparameters d, w_o, w_u, w_ΔL, w_Δm and the grid of d_m and M_m without values ("tuned offline"). Chosen by us: d_m of half-lives 6 h, 24 h and
/// 96 h; M_m of 0, 2, 4 and 7 buckets of 5 % (0, 10, 22 and 41 % of L', rather than an amount, so that one grid serves every workload); d of a half-life of 24 h; w_u = 1, w_ΔL = w_Δm = 0.1;
/// w_o in the method's name. Samples are shares of the tick's, so that a job of many tasks weighs like one of few; the candidates L are the buckets that were used.
/// </remarks>
public sealed class AutopilotEnsemble : ISizingMethod
{
    private const double SmallestCores = 0.001;
    private const double SmallestBytes = 1 << 20;
    private const double TicksOfAnHour = 3600.0 / AutopilotSignal.TickSeconds;
    private const double UnderrunWeight = 1;
    private const double SizeChangeWeight = 0.1;
    private const double ModelChangeWeight = 0.1;
    private static readonly double[] HalfLivesHours = [6, 24, 96];
    private static readonly int[] MarginBuckets = [0, 2, 4, 7];
    private static readonly double CostDecay = DecayOf(24);

    private readonly double overrunWeight;

    /// <summary>The ensemble at one weight of overruns.</summary>
    /// <param name="overrunWeight">w_o, where an underrun weighs 1.</param>
    public AutopilotEnsemble(double overrunWeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overrunWeight);
        this.overrunWeight = overrunWeight;
        Name = string.Create(CultureInfo.InvariantCulture, $"autopilot-ml-{overrunWeight:0.##}");
    }

    /// <summary><c>autopilot-ml-W</c> with w_o = W.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => EachSeries.Size(training, Of);

    private SizeNeed? Of(UsageSeries series)
    {
        var cores = Recommend(AutopilotSignal.Of(series, instance => instance.CpuCores, SmallestCores, peakOfTask: false));
        var bytes = Recommend(AutopilotSignal.Of(series, instance => instance.MemoryBytes, SmallestBytes, peakOfTask: true));
        return cores is null && bytes is null ? null : new SizeNeed(cores, bytes);
    }

    private double? Recommend(AutopilotSignal? signal)
    {
        if (signal is null) return null;
        var buckets = signal.Amounts.Length;
        var decays = HalfLivesHours.Select(hours => new Decay(DecayOf(hours), buckets)).ToArray();
        var costs = new double[HalfLivesHours.Length * MarginBuckets.Length];
        var limits = Enumerable.Repeat(-1, costs.Length).ToArray();
        var (chosen, limit) = (-1, -1);
        var shares = new double[buckets];
        foreach (var tick in signal.Ticks)
        {
            Array.Clear(shares);
            var samples = tick.Counts.Sum(pair => pair.Count);
            foreach (var (bucket, count) in tick.Counts) shares[bucket] = (double)count / samples;
            for (var model = 0; model < costs.Length; model++)
            {
                var decay = decays[model / MarginBuckets.Length];
                if (model % MarginBuckets.Length == 0) decay.Observe(shares, overrunWeight);
                var proposed = decay.Chosen + MarginBuckets[model % MarginBuckets.Length];
                var cost = decay.Cost(proposed, overrunWeight) + (proposed == limits[model] ? 0 : SizeChangeWeight);
                costs[model] = ((1 - CostDecay) * costs[model]) + (CostDecay * cost);
                limits[model] = proposed;
            }

            var lowest = double.PositiveInfinity;
            var best = -1;
            for (var model = 0; model < costs.Length; model++)
            {
                var cost = costs[model] + (model == chosen ? 0 : ModelChangeWeight) + (limits[model] == limit ? 0 : SizeChangeWeight);
                if (cost < lowest) (best, lowest) = (model, cost);
            }

            (chosen, limit) = (best, limits[best]);
        }

        return signal.Amounts[0] * Math.Pow(AutopilotSignal.Growth, limit);
    }

    private static double DecayOf(double halfLifeHours) => 1 - Math.Pow(2, -1 / (halfLifeHours * TicksOfAnHour));

    // Smoothed shares of the buckets and their running sums: both costs of every candidate are read from these.
    private sealed class Decay(double rate, int buckets)
    {
        private readonly double[] smoothed = new double[buckets];
        private readonly double[] below = new double[buckets + 1];

        public int Chosen { get; private set; } = -1;

        public void Observe(double[] shares, double overrunWeight)
        {
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                smoothed[bucket] = ((1 - rate) * smoothed[bucket]) + (rate * shares[bucket]);
                below[bucket + 1] = below[bucket] + smoothed[bucket];
            }

            var best = 0;
            var lowest = double.PositiveInfinity;
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                var cost = Cost(bucket, overrunWeight) + (bucket == Chosen ? 0 : SizeChangeWeight);
                if (cost < lowest) (best, lowest) = (bucket, cost);
            }

            Chosen = best;
        }

        public double Cost(int limit, double overrunWeight) =>
            (overrunWeight * (below[buckets] - below[Math.Min(limit + 1, buckets)])) + (UnderrunWeight * below[Math.Min(limit, buckets)]);
    }
}
