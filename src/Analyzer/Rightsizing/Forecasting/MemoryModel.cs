namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>Learns from a fleet's own past how often a workload's memory exceeds a size that lies so far above, or below, what was seen of it.</summary>
internal static class MemoryModel
{
    // Offsets of the sizes asked about from the highest maximum, in natural logarithm: dense around it, as far as twelve times above.
    private static readonly double[] Offsets = [-1.5, -1, -0.7, -0.5, -0.35, -0.25, -0.17, -0.1, -0.05, 0, 0.03, 0.07, 0.12, 0.2, 0.3, 0.45, 0.65, 0.9, 1.3, 1.8, 2.5];

    // Sizes that are asked about whatever was seen: every doubling and half-way from 256 MiB to 128 GiB, which the sizes of Fargate are among or near.
    private static readonly double[] Sizes = [.. Enumerable.Range(0, 19).Select(step => MemoryPast.LogOf(Math.Pow(2, 28 + (step / 2.0))))];

    /// <summary>What one workload's window teaches.</summary>
    /// <param name="workload">Its number.</param>
    /// <param name="maxima">Daily maxima, oldest first.</param>
    /// <param name="limit">Logarithm of the limit in force: use above it was not possible, so that nothing is learned there.</param>
    /// <param name="horizonDays">Days that sizes must last for.</param>
    public static TrainingRows Rows(int workload, double[] maxima, double? limit, int horizonDays)
    {
        var rows = new TrainingRows(MemoryPast.Width);
        if (PastWindows.Of(maxima.Length, horizonDays) is not { } windows) return rows;
        Span<double> row = stackalloc double[MemoryPast.Width];
        for (var end = windows.Past; end + windows.Future <= maxima.Length; end++)
        {
            var past = new MemoryPast(maxima.AsSpan(end - windows.Past, windows.Past), windows.Future);
            var peak = maxima.AsSpan(end, windows.Future)[0];
            foreach (var maximum in maxima.AsSpan(end, windows.Future)) peak = Math.Max(peak, maximum);
            foreach (var size in Offsets.Select(offset => past.Highest + offset).Concat(Sizes))
            {
                if (size >= limit) continue;
                past.Describe(size, row);
                rows.Add(workload, row, peak > size);
            }
        }

        return rows;
    }
}
