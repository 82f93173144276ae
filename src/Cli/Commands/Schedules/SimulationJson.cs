using System.Text.Json;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>A simulation as JSON: every policy of every queue, and what was mended in the history.</summary>
internal static class SimulationJson
{
    public static void Write(ReplayReport report, TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("workspace", report.Name);
        writer.WriteString("month", report.Month);
        writer.WriteNumber("seed", report.Seed);
        Write(writer, report);
        writer.WriteStartArray("queues");
        foreach (var study in report.Studies) Write(writer, study);
        writer.WriteEndArray();
        writer.WriteStartArray("groupings");
        foreach (var found in report.Regroupings) Write(writer, found);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ReplayReport report)
    {
        writer.WriteStartObject("history");
        writer.WriteString("start", report.Start);
        writer.WriteNumber("days", Math.Round(report.Days, 6));
        writer.WriteBoolean("synthetic", report.Quality.Synthetic);
        writer.WriteNumber("band_factor", Math.Round(report.Quality.BandFactor, 6));
        Counts("mended", report.Quality.Repaired);
        Counts("left_out", report.Quality.Excluded);
        Texts(writer, "warnings", report.Quality.Warnings);
        writer.WriteEndObject();

        void Counts(string name, IReadOnlyList<QualityCount> counts)
        {
            writer.WriteStartObject(name);
            foreach (var count in counts) writer.WriteNumber(count.Rule, count.Rows);
            writer.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter writer, QueueStudy study)
    {
        writer.WriteStartObject();
        writer.WriteString("queue", study.Case.Name);
        writer.WriteNumber("tasks", study.Case.Demand.Count);
        Number(writer, "usd_per_month_today", study.Case.Today?.Round(6).Amount);
        Waits(writer, "wait_seconds_before", study.Case.Waits);
        writer.WriteString("bounds_from", study.Case.BoundsFrom);
        Number(writer, "foresight_usd_per_month", study.Foresight?.Round(6).Amount);
        Number(writer, "foresight_gap_ratio", study.Gap is { } gap ? decimal.Round(gap, 6) : null);
        writer.WriteString("best", study.Best.Result.Policy.ToString());
        writer.WriteBoolean("best_keeps_bounds", study.Best.Meets);
        writer.WriteStartArray("policies");
        foreach (var outcome in study.Outcomes) Write(writer, outcome, study.Case.Today);
        writer.WriteEndArray();
        writer.WritePropertyName("yardstick");
        if (study.Yardstick is { } line) Write(writer, line, study.Case.Today);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PolicyOutcome outcome, Usd? today)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", outcome.Result.Policy.Kind);
        writer.WriteString("policy", outcome.Result.Policy.ToString());
        writer.WriteNumber("usd_per_month", outcome.Monthly.Round(6).Amount);
        writer.WriteNumber("usd_per_month_low", outcome.Low.Round(6).Amount);
        writer.WriteNumber("usd_per_month_high", outcome.High.Round(6).Amount);
        Number(writer, "saving_usd_per_month", (today - outcome.Monthly)?.Round(6).Amount);
        Waits(writer, "wait_seconds", outcome.Result.Waits);
        Texts(writer, "breaches", outcome.Breaches);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Regrouping found)
    {
        writer.WriteStartObject();
        writer.WriteString("change", found.Change);
        Texts(writer, "queues", found.Queues);
        Number(writer, "saving_usd_per_month", found.Saving.Round(6).Amount);
        writer.WriteStartArray("into");
        foreach (var part in found.Into)
        {
            writer.WriteStartObject();
            Texts(writer, "tasks", part.Tasks);
            writer.WriteString("policy", part.Result.Policy.ToString());
            writer.WriteNumber("usd_per_month", part.Monthly.Round(6).Amount);
            Waits(writer, "wait_seconds", part.Result.Waits);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Waits(Utf8JsonWriter writer, string name, DurationSketch? waits)
    {
        writer.WriteStartObject(name);
        foreach (var (label, share) in ((string, double)[])[("p50", 0.5), ("p95", 0.95), ("p99", 0.99)])
            Number(writer, label, waits?.Quantile(share) is { } seconds ? decimal.Round((decimal)seconds, 6) : null);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known) writer.WriteNumber(name, known);
        else writer.WriteNull(name);
    }
}
