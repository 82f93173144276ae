using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>Learns from a fleet's own past how often more than the accepted share of the time needs more processor than a size.</summary>
internal static class CpuModel
{
    // Offsets of the sizes asked about from the bucket of the accepted share.
    private static readonly int[] Offsets = [-48, -32, -20, -12, -8, -5, -3, -1, 0, 2, 4, 7, 11, 16, 24, 36, 50, 70, 100, 140];

    // Fargate's sizes of processor, 0.25 to 16 vCPU.
    private static readonly int[] Sizes = [.. Enumerable.Range(-2, 7).Select(power => power * UsageHistogram.BucketsPerDoubling)];

    /// <summary>What one workload's window teaches.</summary>
    public static TrainingRows Rows(int workload, CpuDays days, double share, int horizonDays)
    {
        var rows = new TrainingRows(CpuPast.Width);
        if (PastWindows.Of(days.Count, horizonDays) is not { } windows) return rows;
        Span<double> row = stackalloc double[CpuPast.Width];
        for (var end = windows.Past; end + windows.Future <= days.Count; end++)
        {
            var past = new CpuPast(days, end - windows.Past, end, share, windows.Future);
            foreach (var bucket in Offsets.Select(offset => past.Quantile + offset).Concat(Sizes))
            {
                past.Describe(bucket, row);
                rows.Add(workload, row, Exceeded(days, end, end + windows.Future, bucket, share));
            }
        }

        return rows;
    }

    private static bool Exceeded(CpuDays days, int from, int to, int bucket, double share)
    {
        long over = 0, samples = 0;
        for (var day = from; day < to; day++)
        {
            over += days.Above(day, bucket);
            samples += days.Totals[day];
        }

        return over > share * samples;
    }
}
