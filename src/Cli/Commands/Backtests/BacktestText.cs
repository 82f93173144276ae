using System.Globalization;
using CostTool.Analyzer.Backtesting;

namespace CostTool.Cli.Commands.Backtests;

/// <summary>Prints a backtest for people.</summary>
internal static class BacktestText
{
    private const string Unknown = "–";

    public static void Write(BacktestRun run, TextWriter output)
    {
        var result = run.Result;
        var plan = result.Plan;
        Line(output, $"{run.Input}: {run.Series} series, {run.Intake.Kept} samples of {run.Intake.Rows} rows");
        foreach (var (reason, rows) in run.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Line(output, $"left out: {rows} rows ({reason})");
        Line(output, $"train {plan.Train.TotalDays:0.##} days, test {plan.Test.TotalDays:0.##} days, {plan.Origins.Count} origins from {plan.Origins[0]:yyyy-MM-dd HH:mm} UTC every {plan.Step.TotalDays:0.##} days");
        Line(output, $"scored: {result.Workloads} workloads, {result.Trials} workloads times origins (processor in {result.CpuTrials}, memory in {result.MemoryTrials})");
        foreach (var (reason, count) in result.LeftOut) Line(output, $"not scored: {count} ({reason})");
        foreach (var (method, reason) in result.MethodsLeftOut) Line(output, $"method left out: {method} {reason}");
        Line(output, $"sizes: Fargate's, at {run.Rates.VCpuHour.Id} ${run.Rates.VCpuHour.UsdPerUnit} and {run.Rates.GbHour.Id} ${run.Rates.GbHour.UsdPerUnit}");
        output.Write('\n');
        TextTable.Write(output,
            [new("method"), new("cost/oracle", true), new("of sums", true), new("cpu time above", true), new("memory breached", true), new("changes/month", true), new("regret $/month", true), new("kept current", true)],
            result.Scores.Select(score => (string[])
            [
                score.Method, Number(score.CostRatioToOracle, "0.000"), Number(score.CostSumRatioToOracle, "0.000"), Percent(score.CpuBreachMinutesRatio), Percent(score.MemoryBreachWorkloadRatio),
                Number(score.SizeChangesPerMonth, "0.00"), Number(score.RegretUsdPerMonth, "0.00"), score.KeptCurrent.ToString(CultureInfo.InvariantCulture),
            ]));
        Matched(result, output);
        Calibration(result, output);
        if (run.Folder is { } folder) Line(output, $"\nwritten to {folder}");
    }

    private static void Matched(BacktestResult result, TextWriter output)
    {
        if (result.Matched.Count == 0) return;
        output.Write("\ncheapest of our points that breaches no more often than\n");
        TextTable.Write(output, [new("method"), new("by"), new("our point"), new("cost/oracle", true), new("ours", true), new("difference", true)],
            result.Matched.Select(point => (string[])
            [
                point.Baseline.Method, point.MatchedOn, point.Ours?.Method ?? "none", Number(point.Baseline.CostRatioToOracle, "0.000"),
                Number(point.Ours?.CostRatioToOracle, "0.000"), Percent(point.CostDifference),
            ]));
    }

    private static void Calibration(BacktestResult result, TextWriter output)
    {
        if (result.Calibration.Count == 0) return;
        output.Write("\nchance of a breach that was told, and what came\n");
        TextTable.Write(output, [new("resource"), new("told"), new("forecasts", true), new("mean told", true), new("breached", true), new("90 % interval")],
            result.Calibration.Select(bin => (string[])
            [
                bin.Resource, $"{Percent(bin.ToldLow)} to {Percent(bin.ToldHigh)}", bin.Forecasts.ToString(CultureInfo.InvariantCulture), Percent(bin.ToldMean), Percent(bin.BreachedRatio),
                $"{Percent(bin.BreachedInterval.Low)} to {Percent(bin.BreachedInterval.High)}",
            ]));
    }

    private static void Line(TextWriter output, FormattableString line) => output.Write(line.ToString(CultureInfo.InvariantCulture) + "\n");

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? Unknown;

    private static string Percent(double? ratio) => ratio is { } value ? (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : Unknown;
}
