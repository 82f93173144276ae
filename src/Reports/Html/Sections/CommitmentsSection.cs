using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>What becomes of Savings Plans and reservations.</summary>
internal static class CommitmentsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var lines = page.Analysis.Scenarios.SelectMany(scenario => scenario.Lines.Where(line => line.Component is "commitments").Select(line => (scenario, line))).ToList();
        if (lines.Count == 0) return;
        html.Heading("commitments", "Commitments")
            .Paragraph("A commitment that a scenario no longer uses is still paid until it ends. It never applies to Spot.");
        var table = new HtmlTable(html, "Commitment lines, USD per month", ("Scenario", ColumnLook.Plain), ("Line", ColumnLook.Name), ("Cost", ColumnLook.Number), ("How", ColumnLook.Prose));
        foreach (var (scenario, line) in lines) table.Row([scenario.Name, line.Item, Shown.Money(line.Monthly), line.Evidence.Formula]);
        table.End();
    }
}
