using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Layout;

namespace CostTool.Reports.Charts;

/// <summary>Where the money of the nodes goes.</summary>
internal static class IdleChart
{
    // More rows than a page holds say less than the table.
    private const int MostRows = 16;

    /// <summary>The chart, or null without nodes.</summary>
    public static Chart? Of(SavingsAnalysis analysis)
    {
        if (analysis.Idle is null) return null;
        var split = IdleRows.Of(analysis.Idle);
        var shown = split.Take(1).Concat(split.Skip(1).OrderByDescending(row => row.Total.Amount).ThenBy(row => row.InstanceType, StringComparer.Ordinal)).Take(MostRows);
        var rows = shown.Select(row => new StackedRow(
            row.InstanceType is IdleRow.Fleet ? "all nodes" : $"{row.Nodes} × {row.InstanceType}",
            [.. IdleRow.PartNames.Zip(row.Parts, (name, part) => new StackedPart(name, (double)part.Amount))],
            (double)row.Total.Amount)).ToList();
        return new Chart("chart-idle-split", "Where the money of the nodes goes",
            $"Stacked bars of node cost: requested, system, daemonsets and three kinds of idle, for the fleet and {rows.Count - 1} instance types; the same numbers are in the table below.",
            StackedRows.Height(rows.Count), plot => StackedRows.Draw(plot, rows, IdleRow.PartNames, "USD per month"));
    }
}
