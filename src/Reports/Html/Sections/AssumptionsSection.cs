using System.Globalization;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>What the numbers rest on.</summary>
internal static class AssumptionsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Assumptions.Count == 0) return;
        html.Heading("assumptions", "Assumptions", newPage: true)
            .Paragraph("Effect is the change of the recommended saving when the value is 10 % higher, all else repriced.");
        var table = new HtmlTable(html, "Assumptions", ("Assumption", ColumnLook.Prose), ("Value", ColumnLook.Number), ("Source", ColumnLook.Prose), ("Dated", ColumnLook.Plain), ("Set by", ColumnLook.Plain), ("Effect", ColumnLook.Number));
        foreach (var row in page.Analysis.Assumptions.OrderBy(row => row.Id, StringComparer.Ordinal))
            table.Row(
            [
                new Cell(row.Name, row.Id), $"{row.Value} {row.Unit}".TrimEnd(), row.Source, row.Dated.Length == 0 ? Shown.Unknown : row.Dated, row.SetBy,
                row.Elasticity is { } effect ? effect.ToString("+0.00;−0.00;0", CultureInfo.InvariantCulture) + " %" : Shown.Unknown,
            ], "assumption/" + row.Id);
        table.End();
    }
}
