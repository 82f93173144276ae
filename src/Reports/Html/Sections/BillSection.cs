using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>What is on the bill.</summary>
internal static class BillSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Bill is not { } bill) return;
        html.Heading("bill", "The bill");
        var kinds = new HtmlTable(html, $"{Shown.Number(bill.RowsRead)} rows read, USD", ("Kind", ColumnLook.Plain), ("Amount", ColumnLook.Number), ("Meaning", ColumnLook.Prose));
        kinds.Row(["Amortised", Shown.Money(bill.Amortised), "usage, fees and discounts with commitments spread over what they cover; this is what the report explains"], strong: true);
        kinds.Row(["Unblended", Shown.Money(bill.Unblended), "the same on the day it was charged"]);
        kinds.Row(["Credits", Shown.Money(bill.Credits), "kept apart"]);
        kinds.Row(["Refunds", Shown.Money(bill.Refunds), "kept apart"]);
        kinds.Row(["Tax", Shown.Money(bill.Tax), "kept apart"]);
        kinds.End();
        if (bill.Skipped.Count > 0)
        {
            var skipped = new HtmlTable(html, "Rows read and left out", ("Reason", ColumnLook.Prose), ("Rows", ColumnLook.Number), ("Unblended", ColumnLook.Number));
            foreach (var row in bill.Skipped) skipped.Row([row.Reason, Shown.Number(row.Rows), Shown.Money(row.Unblended)]);
            skipped.End();
        }
        if (bill.Services.Count == 0) return;
        var services = new HtmlTable(html, "Amortised cost by service and purchase option, USD", ("Service", ColumnLook.Name), ("Bought as", ColumnLook.Plain), ("Amortised", ColumnLook.Number), ("Part", ColumnLook.Number));
        foreach (var row in bill.Services)
            services.Row([row.Service, Names.Of(row.Purchase), Shown.Money(row.Amortised), bill.Amortised.Amount == 0 ? Shown.Unknown : Shown.Percent(row.Amortised / bill.Amortised)]);
        services.End();
    }
}
