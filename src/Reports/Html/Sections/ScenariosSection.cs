using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Every way to run the fleet, side by side.</summary>
internal static class ScenariosSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var scenarios = page.Analysis.Scenarios;
        html.Heading("scenarios", "Scenarios", newPage: scenarios.Count > 0);
        if (scenarios.Count == 0)
        {
            html.Raw("<p>There is neither a cluster nor compute on the bill, so there is nothing to compare. Add the output of <code>kubectl get nodes,pods -o json</code> to see scenarios.</p>\n");
            return;
        }
        html.Paragraph("The band runs from cheap Spot without fallback to dear Spot with fallback, and over the error of derived prices.");
        var table = new HtmlTable(html, "Scenarios, USD per month",
            ("Scenario", ColumnLook.Prose), ("Cost", ColumnLook.Number), ("Band", ColumnLook.Number), ("Saving", ColumnLook.Number), ("One-off", ColumnLook.Number), ("Payback", ColumnLook.Number), ("Caveats", ColumnLook.Prose));
        foreach (var scenario in scenarios)
            table.Row(
                [
                    new Cell(scenario.Name, scenario.Description),
                    new Cell(Shown.Money(scenario.Monthly), scenario.Unpriced.Count == 0 ? null : $"+ {scenario.Unpriced.Count} without a price"),
                    new Cell(Shown.Money(scenario.MonthlyLow), $"to {Shown.Money(scenario.MonthlyHigh)}"),
                    Saving(scenario),
                    Shown.Money(scenario.OneOff),
                    scenario.PaybackMonths is { } months ? Shown.Months(months) : Shown.Unknown,
                    Caveats(scenario),
                ],
                scenario.Id, strong: scenario.Id is "recommended");
        table.End();
    }

    private static Cell Saving(Scenario scenario) => scenario.Saving is { } saving
        ? new Cell(Shown.Money(saving), Shown.Percent(scenario.SavingRatio), saving.Amount < 0 ? "up" : "down")
        : new Cell(Shown.Unknown);

    private static Cell Caveats(Scenario scenario)
    {
        var caveats = string.Join("; ", scenario.Caveats);
        return scenario.Unpriced.Count == 0 ? caveats : new Cell(caveats, "Not in the sum: " + string.Join("; ", scenario.Unpriced));
    }
}
