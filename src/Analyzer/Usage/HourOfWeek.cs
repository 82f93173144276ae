namespace CostTool.Analyzer.Usage;

/// <summary>What was used in one hour of the week (UTC), over all weeks seen.</summary>
/// <param name="Samples">Samples with a reading of the processor.</param>
/// <param name="CpuCoreSum">Sum of the cores of those samples.</param>
/// <param name="CpuMaxCores">Most cores of one instance; null without a reading.</param>
/// <param name="MemoryMaxBytes">Most memory of one instance; null without a reading.</param>
public readonly record struct HourOfWeek(long Samples, double CpuCoreSum, double? CpuMaxCores, double? MemoryMaxBytes)
{
    /// <summary>Hours in a week.</summary>
    public const int Hours = 168;

    /// <summary>Index of an hour: 0 is Monday 00:00 UTC.</summary>
    public static int IndexOf(DateTimeOffset instant) => (((int)instant.UtcDateTime.DayOfWeek + 6) % 7 * 24) + instant.UtcDateTime.Hour;

    /// <summary>Mean cores; null without a reading.</summary>
    public double? CpuMeanCores => Samples == 0 ? null : CpuCoreSum / Samples;

    /// <summary>The hour with the samples of both.</summary>
    public static HourOfWeek Merge(HourOfWeek left, HourOfWeek right) => new(
        left.Samples + right.Samples, left.CpuCoreSum + right.CpuCoreSum,
        UsageDay.Larger(left.CpuMaxCores, right.CpuMaxCores), UsageDay.Larger(left.MemoryMaxBytes, right.MemoryMaxBytes));
}
