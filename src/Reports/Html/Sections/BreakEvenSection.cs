using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>How well nodes must be packed to beat Fargate.</summary>
internal static class BreakEvenSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var analysis = page.Analysis;
        if (analysis.BreakEven.Count == 0) return;
        html.Heading("break-even", "Break-even of packing").Paragraph(analysis.BreakEvenPacking is { } packing
            ? $"On demand, nodes are cheaper than Fargate only where their requests fill more than {Shown.Percent(packing)} of what is allocatable."
            : "On demand, nodes and Fargate do not cross for this fleet.");
        page.Chart(html, "chart-break-even");
        var table = new HtmlTable(html, "Cost of the same pods, USD per month", ("Packing", ColumnLook.Number), ("On nodes", ColumnLook.Number), ("On Fargate", ColumnLook.Number), ("Nodes less Fargate", ColumnLook.Number));
        foreach (var point in analysis.BreakEven.OrderBy(point => point.Packing))
            table.Row([Shown.Percent(point.Packing), Shown.Money(point.NodesMonthly), Shown.Money(point.FargateMonthly), Shown.Change(point.NodesMonthly - point.FargateMonthly)]);
        table.End();
    }
}
