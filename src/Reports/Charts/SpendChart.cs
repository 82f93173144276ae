using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Layout;

namespace CostTool.Reports.Charts;

/// <summary>What each scenario pays for, component by component.</summary>
internal static class SpendChart
{
    /// <summary>The chart, or null without scenarios.</summary>
    public static Chart? Of(SavingsAnalysis analysis)
    {
        var spend = SpendByComponent.Of(analysis.Scenarios);
        if (spend.Rows.Count == 0) return null;
        var rows = spend.Rows.Select(row => new StackedRow(
            row.Scenario.Name,
            [.. spend.Components.Zip(row.Amounts, (component, amount) => new StackedPart(component, (double)(amount?.Amount ?? 0)))],
            (double)row.Scenario.Monthly.Amount)).ToList();
        return new Chart("chart-spend-by-component", "What each scenario pays for",
            $"Stacked bars of {rows.Count} scenarios by component; the same numbers are in the table below.",
            StackedRows.Height(rows.Count), plot => StackedRows.Draw(plot, rows, spend.Components, "USD per month"));
    }
}
