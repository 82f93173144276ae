using CostTool.Analyzer.Backtesting;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of a backtest.</summary>
internal static class BacktestTables
{
    /// <summary>Name of the table of methods.</summary>
    public const string FrontierName = "frontier.csv";

    /// <summary>Name of the table of told and measured chances.</summary>
    public const string CalibrationName = "calibration.csv";

    /// <summary>Name of the table of pairs.</summary>
    public const string MatchedName = "matched.csv";

    /// <summary>Files that a backtest's tables are.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [CalibrationName, FrontierName, MatchedName];

    /// <summary>Every table of a backtest.</summary>
    public static IReadOnlyList<ReportTable> Of(BacktestResult result) => [Calibration(result), Frontier(result), Matched(result)];

    private static ReportTable Frontier(BacktestResult result) => new ReportTable<MethodScore>(
        FrontierName, "a method, scored on the same workloads and origins as every other", new ColumnsOf<MethodScore>()
            .Text("method", "Method; `costtool` is ours, `costtool@…` are other points of its risk knob, `oracle` alone sees the test.", score => score.Method)
            .Count("workloads", "workloads", "Workloads scored.", score => score.Workloads)
            .Ratio("cost_ratio_to_oracle", "ratio", "Mean over workloads and origins of the cost over the cost of the smallest size that holds the test's peaks.", score => Of(score.CostRatioToOracle))
            .Ratio("cpu_breach_minutes_ratio", "ratio", "Mean part of the test's time in which more processor was used than the size has.", score => Of(score.CpuBreachMinutesRatio))
            .Ratio("memory_breach_workload_ratio", "ratio", "Part of the workloads and origins with a memory sample above the size.", score => Of(score.MemoryBreachWorkloadRatio))
            .Ratio("size_changes_per_month", "changes/month", "Changes of size of a workload in 365/12 days, from origin to origin.", score => Of(score.SizeChangesPerMonth))
            .Ratio("regret_usd_per_month", "USD/month", "Mean dollars paid above the oracle's size for one instance; sizes below it count zero here and show as breaches.", score => Of(score.RegretUsdPerMonth))
            .Count("workload_origins", "count", "Workloads times origins scored.", score => score.Trials)
            .Count("kept_current", "count", "Of these, those in which the method gave no answer, so that the size in force was kept.", score => score.KeptCurrent)
            .Ratio("cost_sum_ratio_to_oracle", "ratio", "Sum of the costs over the sum of the oracle's.", score => Of(score.CostSumRatioToOracle))
            .Ratio("cpu_breach_workload_ratio", "ratio", "Part of the workloads and origins with more than 1 % of the test's time above the size.", score => Of(score.CpuBreachWorkloadRatio))
            .Ratio("memory_breach_minutes_ratio", "ratio", "Mean part of the test's time in which more memory was used than the size has.", score => Of(score.MemoryBreachMinutesRatio)),
        result.Scores);

    private static ReportTable Calibration(BacktestResult result) => new ReportTable<CalibrationBin>(
        CalibrationName, "forecasts that told about the same chance of a breach", new ColumnsOf<CalibrationBin>()
            .Text("resource", "`cpu` or `memory`: the recommended amount and up to three on sale on either side; `…-recommended`: that amount alone; `…-scaled`: 0.6 to 2 times the training's peak.", bin => bin.Resource)
            .Ratio("told_low", "ratio", "Lowest chance told that is in the row.", bin => Of(bin.ToldLow))
            .Ratio("told_high", "ratio", "Lowest chance told that is in the next row.", bin => Of(bin.ToldHigh))
            .Count("workloads", "count", "Forecasts: workloads times origins times sizes asked about.", bin => bin.Forecasts)
            .Ratio("breached_ratio", "ratio", "Part of them whose size was breached in the test.", bin => Of(bin.BreachedRatio))
            .Ratio("told_mean", "ratio", "Mean of the chances told.", bin => Of(bin.ToldMean))
            .Count("breached", "count", "Forecasts whose size was breached.", bin => bin.Breached)
            .Ratio("breached_low", "ratio", "Lower end of the 90 % interval of the part (Wilson), as if forecasts were independent.", bin => Of(bin.BreachedInterval.Low))
            .Ratio("breached_high", "ratio", "Upper end of it.", bin => Of(bin.BreachedInterval.High)),
        result.Calibration);

    private static ReportTable Matched(BacktestResult result) => new ReportTable<MatchedPoint>(
        MatchedName, "a baseline and the cheapest of our points that breaches no more often", new ColumnsOf<MatchedPoint>()
            .Text("method", "The baseline.", point => point.Baseline.Method)
            .Text("matched_on", "What our point is equal or better in: `memory`, `cpu` or `both`.", point => point.MatchedOn)
            .Text("our_point", "Our point; empty where none breaches so rarely.", point => point.Ours?.Method)
            .Ratio("cost_ratio_to_oracle", "ratio", "The baseline's cost over the oracle's.", point => Of(point.Baseline.CostRatioToOracle))
            .Ratio("our_cost_ratio_to_oracle", "ratio", "Ours.", point => Of(point.Ours?.CostRatioToOracle))
            .Ratio("cost_difference_ratio", "ratio", "Our cost over the baseline's, less one; negative is cheaper.", point => Of(point.CostDifference))
            .Ratio("memory_breach_workload_ratio", "ratio", "The baseline's.", point => Of(point.Baseline.MemoryBreachWorkloadRatio))
            .Ratio("our_memory_breach_workload_ratio", "ratio", "Ours.", point => Of(point.Ours?.MemoryBreachWorkloadRatio))
            .Ratio("cpu_breach_minutes_ratio", "ratio", "The baseline's.", point => Of(point.Baseline.CpuBreachMinutesRatio))
            .Ratio("our_cpu_breach_minutes_ratio", "ratio", "Ours.", point => Of(point.Ours?.CpuBreachMinutesRatio)),
        result.Matched);

    private static decimal? Of(double? number) => (decimal?)number;
}
