using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>The readings of a series, without the samples that have none, and their quantiles.</summary>
internal static class Readings
{
    /// <summary>Processor readings of all instances in cores, sorted.</summary>
    public static double[] SortedCpu(UsageSeries series) => Sorted(series, instance => instance.CpuCores);

    /// <summary>Memory readings of all instances in bytes, sorted.</summary>
    public static double[] SortedMemory(UsageSeries series) => Sorted(series, instance => instance.MemoryBytes);

    /// <summary>The readings of one instance, sorted.</summary>
    public static double[] Sorted(double[] readings)
    {
        var known = Array.FindAll(readings, reading => !double.IsNaN(reading));
        Array.Sort(known);
        return known;
    }

    /// <summary>Largest reading of all instances; null without one.</summary>
    public static double? Max(UsageSeries series, Func<InstanceSeries, double[]> readings)
    {
        double? largest = null;
        foreach (var instance in series.Instances)
        {
            foreach (var reading in readings(instance))
            {
                if (!double.IsNaN(reading) && !(reading <= largest)) largest = reading;
            }
        }

        return largest;
    }

    /// <summary>
    /// A quantile of sorted readings, interpolated between the two ranks around it as Prometheus' <c>quantile_over_time</c> and numpy's <c>percentile</c> do;
    /// null without readings.
    /// </summary>
    public static double? Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length == 0) return null;
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }

    /// <summary>How many of the sorted readings exceed an amount.</summary>
    public static int CountAbove(ReadOnlySpan<double> sorted, double amount)
    {
        var low = 0;
        var high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= amount) low = middle + 1;
            else high = middle;
        }

        return sorted.Length - low;
    }

    private static double[] Sorted(UsageSeries series, Func<InstanceSeries, double[]> readings)
    {
        var known = new double[series.Instances.Sum(instance => instance.Count)];
        var count = 0;
        foreach (var instance in series.Instances)
        {
            foreach (var reading in readings(instance))
            {
                if (!double.IsNaN(reading)) known[count++] = reading;
            }
        }

        Array.Resize(ref known, count);
        Array.Sort(known);
        return known;
    }
}
