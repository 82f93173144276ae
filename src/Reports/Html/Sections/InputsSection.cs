using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>The files behind the numbers.</summary>
internal static class InputsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Inputs.Count == 0) return;
        html.Heading("inputs", "Inputs").Paragraph("The same files give the same report, byte for byte.");
        var table = new HtmlTable(html, "Files read", ("File", ColumnLook.Name), ("Read as", ColumnLook.Plain), ("Rows", ColumnLook.Number));
        foreach (var file in page.Analysis.Inputs.OrderBy(file => file.Path, StringComparer.Ordinal))
            table.Row([new Cell(file.Path, "sha256 " + file.Sha256), file.Role, file.Rows is { } rows ? Shown.Number(rows) : Shown.Unknown]);
        table.End();
    }
}
