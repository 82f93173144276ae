using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>
/// What Autopilot's recommenders look at: for each five minutes, how often each amount was used, all tasks together. Memory counts by each task's peak in the five minutes.
/// </summary>
/// <remarks>The paper has 400 buckets of a width that it does not state; here they grow by 5 % and an amount counts as its bucket's upper end.</remarks>
internal sealed class AutopilotSignal
{
    /// <summary>Seconds of a tick.</summary>
    public const long TickSeconds = 300;

    /// <summary>Each bucket ends at this times the end of the one below.</summary>
    public const double Growth = 1.05;

    // A tick and a bucket in one number, ordered by tick and then by bucket: numbers sort many times faster than pairs.
    private const int BucketBits = 16;
    private const int MiddleBucket = 1 << (BucketBits - 1);
    private static readonly double LogGrowth = Math.Log(Growth);

    private AutopilotSignal(IReadOnlyList<Tick> ticks, int lowest, int highest)
    {
        Ticks = ticks;
        Amounts = [.. Enumerable.Range(lowest, highest - lowest + 1).Select(bucket => Math.Pow(Growth, bucket))];
    }

    /// <summary>Ticks with samples, oldest first.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Upper ends of the buckets from the lowest to the highest that is used.</summary>
    public double[] Amounts { get; }

    /// <summary>The signal of readings; null without one.</summary>
    /// <param name="series">Samples.</param>
    /// <param name="readings">The resource.</param>
    /// <param name="smallest">Amounts up to this are one bucket.</param>
    /// <param name="peakOfTask">Count each task once a tick, by its peak, as for memory; otherwise each sample, as for the processor.</param>
    public static AutopilotSignal? Of(UsageSeries series, Func<InstanceSeries, double[]> readings, double smallest, bool peakOfTask)
    {
        var raw = new List<long>(series.Instances.Sum(instance => instance.Count));
        foreach (var instance in series.Instances)
        {
            var values = readings(instance);
            var open = raw.Count;
            for (var at = 0; at < instance.Count; at++)
            {
                if (double.IsNaN(values[at])) continue;
                var tick = Math.DivRem(instance.EpochSeconds[at], TickSeconds).Quotient;
                var packed = Pack(tick, (int)Math.Ceiling(Math.Log(Math.Max(values[at], smallest)) / LogGrowth));
                if (peakOfTask && raw.Count > open && TickOf(raw[^1]) == tick) raw[^1] = Math.Max(raw[^1], packed);
                else raw.Add(packed);
            }
        }

        if (raw.Count == 0) return null;
        raw.Sort();
        var (lowest, highest) = (int.MaxValue, int.MinValue);
        foreach (var packed in raw) (lowest, highest) = (Math.Min(lowest, BucketOf(packed)), Math.Max(highest, BucketOf(packed)));
        var ticks = new List<Tick>();
        var counts = new List<(int Bucket, int Count)>();
        for (var at = 0; at < raw.Count; at++)
        {
            if (at > 0 && raw[at] == raw[at - 1]) counts[^1] = (counts[^1].Bucket, counts[^1].Count + 1);
            else counts.Add((BucketOf(raw[at]) - lowest, 1));
            if (at + 1 < raw.Count && TickOf(raw[at + 1]) == TickOf(raw[at])) continue;
            ticks.Add(new Tick(TickOf(raw[at]), [.. counts]));
            counts.Clear();
        }

        return new AutopilotSignal(ticks, lowest, highest);
    }

    private static long Pack(long tick, int bucket) => (tick << BucketBits) | (uint)(bucket + MiddleBucket);

    private static long TickOf(long packed) => packed >> BucketBits;

    private static int BucketOf(long packed) => (int)(packed & ((1 << BucketBits) - 1)) - MiddleBucket;

    /// <summary>Five minutes.</summary>
    /// <param name="At">Number of the tick since 1970.</param>
    /// <param name="Counts">Samples in each bucket that has some, lowest first.</param>
    public sealed record Tick(long At, (int Bucket, int Count)[] Counts);
}
