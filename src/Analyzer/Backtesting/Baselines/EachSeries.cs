using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>Runs a rule that looks at one series at a time over all of them, on all cores; the result does not depend on how many there are.</summary>
internal static class EachSeries
{
    public static IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, Func<UsageSeries, SizeNeed?> rule)
    {
        ArgumentNullException.ThrowIfNull(training);
        return [.. training.AsParallel().AsOrdered().Select(rule)];
    }
}
