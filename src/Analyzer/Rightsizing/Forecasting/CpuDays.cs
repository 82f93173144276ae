using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>The processor use of a workload, day by day, with the samples above each bucket counted once for all.</summary>
internal sealed class CpuDays
{
    private readonly long[][] above;
    private readonly int lowest;

    /// <summary>Counts the days of a sketch that have readings.</summary>
    public CpuDays(IReadOnlyList<UsageDay> days)
    {
        var read = days.Where(day => day.Cpu.Count > 0).ToList();
        Count = read.Count;
        Totals = [.. read.Select(day => day.Cpu.Count)];
        above = new long[Count][];
        if (Count == 0) return;
        lowest = read.Min(day => day.Cpu.Buckets.First().Key);
        var width = read.Max(day => day.Cpu.Buckets.Last().Key) - lowest + 1;
        for (var day = 0; day < Count; day++)
        {
            var counts = new long[width];
            foreach (var (bucket, times) in read[day].Cpu.Buckets) counts[bucket - lowest] = times;
            var seen = 0L;
            for (var bucket = width - 1; bucket >= 0; bucket--)
            {
                var here = counts[bucket];
                counts[bucket] = seen;
                seen += here;
            }

            above[day] = counts;
        }
    }

    /// <summary>Days with readings.</summary>
    public int Count { get; }

    /// <summary>Samples of each day.</summary>
    public IReadOnlyList<long> Totals { get; }

    /// <summary>Samples of a day above the end of a bucket.</summary>
    public long Above(int day, int bucket) =>
        bucket < lowest ? Totals[day] : bucket - lowest >= above[day].Length ? 0 : above[day][bucket - lowest];

    /// <summary>Lowest bucket above which there is at most this share of the samples of these days.</summary>
    public int Quantile(int from, int to, double share)
    {
        var allowed = 0.0;
        for (var day = from; day < to; day++) allowed += share * Totals[day];
        int low = lowest, high = lowest + above[from].Length - 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var over = 0L;
            for (var day = from; day < to; day++) over += Above(day, middle);
            // Rounding of the product must not ask for one sample more.
            if (over <= allowed + 1e-9) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
