using System.Globalization;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Cli.Commands;

/// <summary>Sizes on a terminal.</summary>
internal static class RightsizeText
{
    public static void Write(RightsizingResult sizes, string? folder, int? patches, TextWriter output)
    {
        TextTable.Write(output,
            [new("workload"), new("container"), new("n", true), new("today", true), new("recommended", true), new("limit", true), new("way"), new("P(cpu)", true), new("P(memory)", true), new("fargate", true), new("saves", true), new("evidence")],
            sizes.Rows.Select(row => (IReadOnlyList<string>)
            [
                row.Size.Key.IsWholeTask ? row.Size.Key.Workload : string.Empty,
                row.Size.Key.Container,
                row.Size.Replicas.ToString(CultureInfo.InvariantCulture),
                Shown(row.Size.CurrentCpu, row.Size.CurrentMemory),
                Shown(row.Size.Cpu, row.Size.Memory),
                Limit(row.Size.MemoryLimit),
                Name(row.Size.Direction),
                Chance(row.Size.CpuBreach),
                Chance(row.Size.MemoryBreach),
                row.Fargate is { } task ? Shown(task.Cpu, task.Memory) : string.Empty,
                row.Saving?.ToString() ?? string.Empty,
                Name(row.Size.Confidence),
            ]));
        output.WriteLine("sizes: vCPU / MiB requested; limit: MiB at which an instance is killed, which P(memory) is told at");
        var unseen = sizes.Wholes().Count(row => row.Size.Samples == 0);
        if (unseen > 0) output.WriteLine($"{unseen.ToString(CultureInfo.InvariantCulture)} workloads have no usage samples");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sizes.Intake.Kept:N0} of {sizes.Intake.Rows:N0} usage rows kept"));
        foreach (var (reason, rows) in sizes.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out: {rows:N0} {reason}"));
        foreach (var note in sizes.Intake.Notes) output.WriteLine($"note: {note}");
        if (sizes.Hours is { } hours)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"saves: USD a month of {hours.Value:0.##} h, both sizes on Fargate on demand; sum {sizes.Wholes().Select(row => row.Saving).OfType<Usd>().Sum()}. What nodes save shows in `costtool report`"));
        }

        if (folder is not null) output.WriteLine($"sizes: {Path.Combine(folder, "rightsizing.csv")}, patches: {patches?.ToString(CultureInfo.InvariantCulture)} files in {Path.Combine(folder, "patches")}");
    }

    /// <summary>A choice in lower case.</summary>
    public static string Name<T>(T choice) where T : struct, Enum => choice.ToString().ToLowerInvariant();

    private static string Shown(VCpu? cpu, MemorySize? memory) =>
        cpu is null && memory is null ? "?" : string.Create(CultureInfo.InvariantCulture, $"{(cpu is { } cores ? cores.Cores.ToString("0.###", CultureInfo.InvariantCulture) : "?")} / {(memory is { } size ? size.Mebibytes.ToString("0", CultureInfo.InvariantCulture) : "?")}");

    private static string Limit(MemorySize? limit) => limit is { } size ? size.Mebibytes.ToString("0", CultureInfo.InvariantCulture) : "?";

    private static string Chance(BreachProbability? chance) => chance is { } known ? known.Value.ToString("P1", CultureInfo.InvariantCulture) : "?";
}
