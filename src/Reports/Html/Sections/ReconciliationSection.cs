using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Billed against modelled, usage type by usage type.</summary>
internal static class ReconciliationSection
{
    // What a page can hold of it; the CSV has every row.
    private const int MostRows = 120;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var all = page.Analysis.Reconciliation;
        if (all.Count == 0) return;
        var rows = all.OrderBy(row => row.Scope).ThenByDescending(row => Math.Abs(row.Billed.Amount))
            .ThenBy(row => row.Service, StringComparer.Ordinal).ThenBy(row => row.UsageType, StringComparer.Ordinal).Take(MostRows).ToList();
        html.Heading("reconciliation", "Billed against modelled");
        if (rows.Count < all.Count) html.Paragraph($"The {rows.Count} largest of {all.Count} rows; reconciliation.csv has them all.", "note");
        var table = new HtmlTable(html, "By service and usage type, USD",
            ("Usage type", ColumnLook.Name), ("Scope", ColumnLook.Plain), ("Billed", ColumnLook.Number), ("Modelled", ColumnLook.Number), ("Residual", ColumnLook.Number), ("How", ColumnLook.Prose));
        foreach (var row in rows)
            table.Row(
            [
                new Cell(row.UsageType.Length == 0 ? Shown.Unknown : row.UsageType, row.Service),
                row.Scope switch { ReconciliationScope.Modelled => "modelled", ReconciliationScope.Carried => "carried", _ => "out of scope" },
                Shown.Money(row.Billed), Shown.Money(row.Modelled), row.Residual is { } residual ? Shown.Change(residual) : Shown.Unknown, row.Explanation,
            ]);
        table.End();
    }
}
