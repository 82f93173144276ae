using CostTool.Analyzer.Pricing;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>The prices that some line used.</summary>
internal static class PricesSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Prices.Count == 0) return;
        html.Heading("prices", "Prices used").Paragraph("Before tax and discounts. A derived price was computed by the formula that its source names; an unverified one has no document behind it.");
        var table = new HtmlTable(html, "Prices, USD", ("Price", ColumnLook.Name), ("USD per unit", ColumnLook.Number), ("Unit", ColumnLook.Plain), ("Kind", ColumnLook.Plain), ("Dated", ColumnLook.Plain), ("Source", ColumnLook.Prose));
        foreach (var price in page.Analysis.Prices.OrderBy(price => price.Id.Value, StringComparer.Ordinal))
            table.Row(
            [
                price.Id.Value, Shown.Number(price.UsdPerUnit), price.Unit, new Cell(Names.Of(price.Kind), Style: price.Kind is PriceKind.Sourced ? null : "up"), price.Dated, new Cell(price.Source, price.Note),
            ], "price/" + price.Id.Value);
        table.End();
    }
}
