using System.Text.Json;

namespace CostTool.Cli.Commands.Backtests;

/// <summary>Prints a backtest as JSON.</summary>
internal static class BacktestJson
{
    public static void Write(BacktestRun run, TextWriter output) => JsonOutput.Write(output, json =>
    {
        var result = run.Result;
        json.WriteStartObject();
        json.WriteString("input", run.Input);
        json.WriteNumber("series", run.Series);
        json.WriteNumber("rows", run.Intake.Rows);
        json.WriteNumber("kept", run.Intake.Kept);
        Counts(json, "left_out", run.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        json.WriteNumber("train_days", result.Plan.Train.TotalDays);
        json.WriteNumber("test_days", result.Plan.Test.TotalDays);
        json.WriteNumber("step_days", result.Plan.Step.TotalDays);
        json.WriteStartArray("origins");
        foreach (var origin in result.Plan.Origins) json.WriteStringValue(origin);
        json.WriteEndArray();
        json.WriteString("vcpu_price_id", run.Rates.VCpuHour.Id.Value);
        json.WriteString("gb_price_id", run.Rates.GbHour.Id.Value);
        json.WriteNumber("workloads", result.Workloads);
        json.WriteNumber("workload_origins", result.Trials);
        json.WriteNumber("cpu_workload_origins", result.CpuTrials);
        json.WriteNumber("memory_workload_origins", result.MemoryTrials);
        Counts(json, "not_scored", result.LeftOut.Select(pair => (pair.Key, (long)pair.Value)));
        json.WriteStartObject("methods_left_out");
        foreach (var (method, reason) in result.MethodsLeftOut) json.WriteString(method, reason);
        json.WriteEndObject();
        Array(json, "methods", result.Scores, score =>
        {
            json.WriteString("method", score.Method);
            json.WriteNumber("workloads", score.Workloads);
            Number(json, "cost_ratio_to_oracle", score.CostRatioToOracle);
            Number(json, "cost_sum_ratio_to_oracle", score.CostSumRatioToOracle);
            Number(json, "cpu_breach_minutes_ratio", score.CpuBreachMinutesRatio);
            Number(json, "cpu_breach_workload_ratio", score.CpuBreachWorkloadRatio);
            Number(json, "memory_breach_workload_ratio", score.MemoryBreachWorkloadRatio);
            Number(json, "memory_breach_minutes_ratio", score.MemoryBreachMinutesRatio);
            Number(json, "size_changes_per_month", score.SizeChangesPerMonth);
            Number(json, "regret_usd_per_month", score.RegretUsdPerMonth);
            json.WriteNumber("kept_current", score.KeptCurrent);
        });
        Array(json, "calibration", result.Calibration, bin =>
        {
            json.WriteString("resource", bin.Resource);
            Number(json, "told_low", bin.ToldLow);
            Number(json, "told_high", bin.ToldHigh);
            json.WriteNumber("workloads", bin.Forecasts);
            Number(json, "breached_ratio", bin.BreachedRatio);
            Number(json, "told_mean", bin.ToldMean);
        });
        Array(json, "matched", result.Matched, point =>
        {
            json.WriteString("method", point.Baseline.Method);
            json.WriteString("matched_on", point.MatchedOn);
            json.WriteString("our_point", point.Ours?.Method);
            Number(json, "cost_difference_ratio", point.CostDifference);
        });
        json.WriteEndObject();
    });

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter json, string name, IEnumerable<(string Reason, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach (var (reason, count) in counts) json.WriteNumber(reason, count);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, Math.Round(value, 6));
        else json.WriteNull(name);
    }
}
