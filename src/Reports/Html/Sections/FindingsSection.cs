using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>What a reader must know before trusting the numbers.</summary>
internal static class FindingsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Findings.Count == 0) return;
        html.Heading("findings", "Data quality and findings");
        var table = new HtmlTable(html, "Findings, the most serious first", ("Level", ColumnLook.Plain), ("What", ColumnLook.Prose), ("How to mend it", ColumnLook.Prose));
        foreach (var row in page.Analysis.Findings.OrderByDescending(row => row.Level).ThenBy(row => row.Text, StringComparer.Ordinal))
            table.Row([Names.Of(row.Level), row.Text, row.Mend ?? Shown.Unknown]);
        table.End();
    }
}
