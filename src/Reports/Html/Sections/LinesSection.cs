using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Every line of every scenario with the arithmetic behind it; the row's anchor is the line's id.</summary>
internal static class LinesSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Scenarios.Count == 0) return;
        html.Heading("lines", "Every line", newPage: true)
            .Paragraph("The lines of a scenario add up to it exactly. The same lines are in scenario_lines.csv under the same ids.");
        foreach (var scenario in page.Analysis.Scenarios) Write(html, scenario);
    }

    private static void Write(HtmlBuilder html, Scenario scenario)
    {
        html.Raw("<details class=\"lines\">\n<summary>").Text(scenario.Name).Raw(" <span class=\"num\">").Text($"{Shown.Money(scenario.Monthly)} in {scenario.Lines.Count} lines").Raw("</span></summary>\n");
        var table = new HtmlTable(html, $"{scenario.Id}, USD per month", ("Line", ColumnLook.Name), ("Component", ColumnLook.Plain), ("Quantity", ColumnLook.Number), ("Unit price", ColumnLook.Number), ("Cost", ColumnLook.Number), ("How", ColumnLook.Prose));
        foreach (var line in scenario.Lines.OrderBy(line => line.Component, StringComparer.Ordinal).ThenBy(line => line.Item, StringComparer.Ordinal).ThenBy(line => line.Id, StringComparer.Ordinal))
            table.Row(
            [
                new Cell(line.Item, line.Id), line.Component, new Cell(Shown.Number(line.Quantity), line.Unit),
                line.UnitPriceUsd is { } price ? Shown.Number(price) : "as billed", Shown.Money(line.Monthly), new Cell(line.Evidence.Formula, string.Join("; ", Sources(line))),
            ], line.Id);
        table.End();
        html.Raw("</details>\n");
    }

    private static IEnumerable<string> Sources(ScenarioLine line) =>
    [
        .. line.PriceId is { } id ? [id.Value] : Array.Empty<string>(), .. line.Evidence.Inputs, .. line.Evidence.AssumptionIds.Select(assumption => $"assumption {assumption}"),
    ];
}
