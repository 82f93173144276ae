using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>Cuts a series in time. The part is a copy: whoever holds it has no way to the samples outside.</summary>
public static class SeriesCut
{
    /// <summary>The samples from one instant to another.</summary>
    /// <param name="series">The whole.</param>
    /// <param name="from">First instant that belongs to the part.</param>
    /// <param name="to">First instant that does not belong to it any more.</param>
    /// <returns>Instances without a sample in the part are absent.</returns>
    public static UsageSeries Between(UsageSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(series);
        var instances = new List<InstanceSeries>(series.Instances.Count);
        foreach (var whole in series.Instances)
        {
            // Samples are in whole seconds, so a bound within a second begins with the next one.
            var begin = FirstAtOrAfter(whole.EpochSeconds, SecondsUp(from));
            var end = FirstAtOrAfter(whole.EpochSeconds, SecondsUp(to));
            if (begin >= end) continue;
            instances.Add(new InstanceSeries(whole.Instance, whole.EpochSeconds[begin..end], whole.CpuCores[begin..end], whole.MemoryBytes[begin..end],
                whole.CpuLimitCores[begin..end], whole.MemoryLimitBytes[begin..end]));
        }

        return new UsageSeries { Key = series.Key, Instances = instances };
    }

    private static long SecondsUp(DateTimeOffset instant) =>
        instant.ToUnixTimeSeconds() + (instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);

    private static int FirstAtOrAfter(long[] instants, long instant)
    {
        var low = 0;
        var high = instants.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (instants[middle] < instant) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
