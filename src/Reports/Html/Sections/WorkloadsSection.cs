using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Every workload, ranked by what it saves; those that should cost more stand at the end, and those without a price after them.</summary>
internal static class WorkloadsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var workloads = page.Analysis.Workloads;
        if (workloads.Count == 0) return;
        var rising = workloads.Count(row => Saving(row) is { Amount: < 0 });
        html.Heading("workloads", "Workloads", newPage: true)
            .Paragraph("Today's cost of a workload is its share of what the nodes cost, by request, with idle spread the same way; network, storage, logs and control plane are not in it.");
        if (page.Headline.Blocked) html.Paragraph("No saving is claimed, so none is shown.");
        else if (rising > 0) html.Paragraph(rising == 1 ? "One workload should cost more than today." : $"{rising} workloads should cost more than today.");
        var table = new HtmlTable(html, $"{workloads.Count} workloads, ranked by saving, USD per month",
            ("Workload", ColumnLook.Name), ("Pods", ColumnLook.Number), ("Requested", ColumnLook.Plain), ("Recommended", ColumnLook.Plain),
            ("Today", ColumnLook.Number), ("Then", ColumnLook.Number), ("Saving", ColumnLook.Number), ("Why", ColumnLook.Prose));
        foreach (var row in workloads.OrderByDescending(row => Saving(row)?.Amount ?? decimal.MinValue).ThenBy(row => row.WorkloadId, StringComparer.Ordinal).ThenBy(row => row.Container, StringComparer.Ordinal))
            table.Row(
            [
                new Cell(row.WorkloadId, row.Container is null ? null : $"container {row.Container}"),
                Shown.Number(row.Replicas),
                Shown.Size(row.CurrentCpu, row.CurrentMemory),
                new Cell(Shown.Size(row.RecommendedCpu, row.RecommendedMemory), Placement(row)),
                Shown.Money(row.Current),
                Shown.Money(row.Recommended),
                !page.Headline.Blocked && Saving(row) is { } saving ? new Cell(Shown.Money(saving), Style: saving.Amount < 0 ? "up" : "down") : new Cell(Shown.Unknown),
                new Cell(string.Join("; ", row.Reasons), $"direction: {row.Direction}"),
            ], row.Container is null ? row.WorkloadId : $"{row.WorkloadId}/{row.Container}");
        table.End();
    }

    private static Usd? Saving(WorkloadRow row) => row.Current - row.Recommended;

    private static string Placement(WorkloadRow row) => row.FargateCpu is null && row.FargateMemory is null
        ? row.Placement
        : $"{row.Placement}; fits Fargate {Shown.Size(row.FargateCpu, row.FargateMemory)}";
}
