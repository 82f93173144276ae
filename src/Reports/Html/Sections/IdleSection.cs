using CostTool.Reports.Layout;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Where the money of the nodes goes.</summary>
internal static class IdleSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Idle is not { } idle) return;
        html.Heading("idle", "Where the money of the nodes goes")
            .Paragraph("Requested is what workloads hold. Mismatch is free in one resource where the other is full; fragmentation is free in pieces too small for the typical pod; headroom could take whole pods. None of it is saved until whole nodes leave.");
        page.Chart(html, "chart-idle-split");
        var table = new HtmlTable(html, "Cost of nodes by use, USD per month",
            [("Nodes", ColumnLook.Plain), .. IdleRow.PartNames.Select(name => (name, ColumnLook.Number)), ("Sum", ColumnLook.Number)]);
        foreach (var row in IdleRows.Of(idle))
        {
            var fleet = row.InstanceType is IdleRow.Fleet;
            table.Row(
                [fleet ? $"all {row.Nodes} nodes" : $"{row.Nodes} × {row.InstanceType}", .. row.Parts.Select(part => new Cell(Shown.Money(part), fleet && row.Total.Amount != 0 ? Shown.Percent(part / row.Total) : null)), Shown.Money(row.Total)],
                "idle/" + row.InstanceType, fleet);
        }
        table.End();
    }
}
