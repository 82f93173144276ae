using CostTool.Reports.Layout;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>What each scenario pays for.</summary>
internal static class SpendSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var spend = SpendByComponent.Of(page.Analysis.Scenarios);
        if (spend.Components.Count == 0) return;
        html.Heading("spend", "Spend by component");
        page.Chart(html, "chart-spend-by-component");
        var table = new HtmlTable(html, "Components, USD per month",
            [("Scenario", ColumnLook.Plain), .. spend.Components.Select(component => (component, ColumnLook.Number)), ("Sum", ColumnLook.Number)]);
        foreach (var row in spend.Rows)
            table.Row([row.Scenario.Name, .. row.Amounts.Select(amount => new Cell(Shown.Money(amount))), Shown.Money(row.Scenario.Monthly)], strong: row.Scenario.Id is "recommended");
        table.End();
    }
}
