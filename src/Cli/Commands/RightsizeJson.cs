using System.Text.Json;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Cli.Commands;

/// <summary>Sizes as JSON, with the names of the CSV.</summary>
internal static class RightsizeJson
{
    public static void Write(RightsizingResult sizes, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("sizes");
        foreach (var row in sizes.Rows) Write(row, json);
        json.WriteEndArray();
        json.WriteStartObject("usage_rows");
        json.WriteNumber("rows", sizes.Intake.Rows);
        json.WriteNumber("kept", sizes.Intake.Kept);
        json.WriteStartObject("left_out");
        foreach (var (reason, rows) in sizes.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteNumber(reason, rows);
        json.WriteEndObject();
        Write("notes", sizes.Intake.Notes, json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Write(RightsizingRow row, Utf8JsonWriter json)
    {
        var size = row.Size;
        json.WriteStartObject();
        json.WriteString("workload_id", size.Key.Workload);
        if (size.Key.IsWholeTask) json.WriteNull("container");
        else json.WriteString("container", size.Key.Container);
        json.WriteNumber("replicas", size.Replicas);
        Number("current_vcpu", size.CurrentCpu?.Cores);
        Number("current_memory_mib", size.CurrentMemory?.Mebibytes);
        Number("recommended_vcpu", size.Cpu?.Cores);
        Number("recommended_memory_mib", size.Memory?.Mebibytes);
        Number("current_memory_limit_mib", size.CurrentMemoryLimit?.Mebibytes);
        Number("recommended_memory_limit_mib", size.MemoryLimit?.Mebibytes);
        Number("fargate_vcpu", row.Fargate?.Cpu.Cores);
        Number("fargate_memory_mib", row.Fargate?.Memory.Mebibytes);
        Number("current_usd_per_month", row.Current?.Amount);
        Number("recommended_usd_per_month", row.Recommended?.Amount);
        Number("saving_usd_per_month", row.Saving?.Amount);
        Chance("cpu_breach", size.CpuBreach);
        Chance("memory_breach", size.MemoryBreach);
        json.WriteNumber("window_days", size.WindowDays);
        json.WriteNumber("samples", size.Samples);
        json.WriteString("confidence", RightsizeText.Name(size.Confidence));
        json.WriteString("direction", RightsizeText.Name(size.Direction));
        Write("reasons", size.Reasons, json);
        json.WriteEndObject();

        void Number(string name, decimal? value)
        {
            if (value is { } known) json.WriteNumber(name, known);
            else json.WriteNull(name);
        }

        void Chance(string name, BreachProbability? chance)
        {
            Number($"{name}_probability", Rounded(chance?.Value));
            Number($"{name}_low", Rounded(chance?.Low));
            Number($"{name}_high", Rounded(chance?.High));
        }
    }

    private static void Write(string name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static decimal? Rounded(double? chance) => chance is { } known ? decimal.Round((decimal)known, 6) : null;
}
