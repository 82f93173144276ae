using System.Globalization;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Sizes from usage, each with its risk.</summary>
internal static class RightsizingSection
{
    /// <summary>Writes the section; nothing without usage.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Sizes is not { } sizes) return;
        var policy = sizes.Policy;
        html.Heading("rightsizing", "Rightsizing", newPage: true)
            .Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"The smallest sizes whose risk over the next {policy.HorizonDays} days is accepted: a chance of {Shown.Percent((decimal)policy.CpuBreachTarget)} that more than {Shown.Percent((decimal)policy.CpuTimeAboveSize)} of the time needs more processor, and of {Shown.Percent((decimal)policy.MemoryBreachTarget)} that an instance exceeds its memory limit and is killed. On nodes the memory request, which is what costs, is what an instance stays within on nine days in ten; on Fargate the size of the task is its limit. A workload that was throttled, killed for memory, at its limit or seen for less than a week is not made smaller."))
            .Paragraph(string.Create(CultureInfo.InvariantCulture, $"{sizes.Intake.Kept:N0} of {sizes.Intake.Rows:N0} usage rows were kept. {Left(sizes)}"));
        var table = new HtmlTable(html, "Sizes of one instance, as requested and with the limit of its memory; what is in brackets is the 90 % interval of the chance",
            ("Workload", ColumnLook.Name), ("Instances", ColumnLook.Number), ("Today", ColumnLook.Plain), ("Recommended", ColumnLook.Plain), ("Fargate", ColumnLook.Plain),
            ("Processor short", ColumnLook.Number), ("Memory exceeded", ColumnLook.Number), ("Seen", ColumnLook.Plain), ("Why", ColumnLook.Prose));
        foreach (var row in sizes.Rows)
        {
            var size = row.Size;
            table.Row(
            [
                new Cell(size.Key.Workload, size.Key.IsWholeTask ? null : $"container {size.Key.Container}"),
                Shown.Number(size.Replicas),
                new Cell(Shown.Size(size.CurrentCpu, size.CurrentMemory), Limit(size.CurrentMemory, size.CurrentMemoryLimit)),
                new Cell(Shown.Size(size.Cpu, size.Memory), Limit(size.Memory, size.MemoryLimit) is { } limit ? $"{limit}, {Names.Of(size.Direction)}" : Names.Of(size.Direction)),
                row.Fargate?.ToString() ?? Shown.Unknown,
                Chance(size.CpuBreach),
                Chance(size.MemoryBreach),
                new Cell(string.Create(CultureInfo.InvariantCulture, $"{size.WindowDays} days, {size.Samples:N0} samples"), $"evidence: {Names.Of(size.Confidence)}"),
                string.Join("; ", size.Reasons),
            ], row.Id);
        }

        table.End();
    }

    private static string? Limit(MemorySize? request, MemorySize? limit) =>
        limit is { } most && most != request ? string.Create(CultureInfo.InvariantCulture, $"limit {most.Mebibytes:#,0} MiB") : null;

    private static Cell Chance(BreachProbability? chance) => chance is not { } known
        ? new Cell(Shown.Unknown)
        : new Cell(Shown.Percent((decimal)known.Value), $"[{Shown.Percent((decimal)known.Low)} to {Shown.Percent((decimal)known.High)}]");

    private static string Left(RightsizingResult sizes) => sizes.Intake.LeftOut.Count == 0
        ? "None was left out."
        : "Left out: " + string.Join("; ", sizes.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key}"))) + ".";
}
