namespace CostTool.Scheduler.Schedules;

/// <summary>How long a task ran, as its history tells.</summary>
/// <param name="P50Seconds">Median, seconds.</param>
/// <param name="P99Seconds">99th percentile, seconds.</param>
/// <param name="MaxSeconds">Longest, seconds.</param>
/// <param name="Runs">Runs that were seen.</param>
/// <param name="MeanSeconds">Mean, seconds; null where only quantiles are kept.</param>
public sealed record TaskRuntime(double P50Seconds, double P99Seconds, double MaxSeconds, long Runs, double? MeanSeconds = null);
