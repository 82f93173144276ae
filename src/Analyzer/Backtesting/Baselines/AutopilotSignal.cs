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
        var raw = new List<(long Tick, int Bucket)>();
        foreach (var instance in series.Instances)
        {
            var values = readings(instance);
            var open = raw.Count;
            for (var at = 0; at < instance.Count; at++)
            {
                if (double.IsNaN(values[at])) continue;
                var tick = Math.DivRem(instance.EpochSeconds[at], TickSeconds).Quotient;
                var bucket = (int)Math.Ceiling(Math.Log(Math.Max(values[at], smallest)) / Math.Log(Growth));
                if (peakOfTask && raw.Count > open && raw[^1].Tick == tick) raw[^1] = (tick, Math.Max(raw[^1].Bucket, bucket));
                else raw.Add((tick, bucket));
            }
        }

        if (raw.Count == 0) return null;
        var lowest = raw.Min(pair => pair.Bucket);
        var ticks = raw.GroupBy(pair => pair.Tick).OrderBy(group => group.Key)
            .Select(group => new Tick(group.Key, [.. group.CountBy(pair => pair.Bucket - lowest).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))]))
            .ToList();
        return new AutopilotSignal(ticks, lowest, raw.Max(pair => pair.Bucket));
    }

    /// <summary>Five minutes.</summary>
    /// <param name="At">Number of the tick since 1970.</param>
    /// <param name="Counts">Samples in each bucket that has some, lowest first.</param>
    public sealed record Tick(long At, (int Bucket, int Count)[] Counts);
}
