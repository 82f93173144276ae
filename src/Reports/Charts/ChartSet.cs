using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Charts;

/// <summary>The charts of a report.</summary>
internal static class ChartSet
{
    /// <summary>Files that a report's charts can have.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    [
        "chart-break-even.png", "chart-break-even.svg", "chart-idle-split.png", "chart-idle-split.svg",
        "chart-spend-by-component.png", "chart-spend-by-component.svg", "chart-waterfall.png", "chart-waterfall.svg",
    ];

    /// <summary>Draws the charts that have data, at the same time; sorted by name.</summary>
    public static IReadOnlyList<ChartImage> Draw(SavingsAnalysis analysis, CancellationToken cancellationToken)
    {
        var charts = new[] { BreakEvenChart.Of(analysis), IdleChart.Of(analysis), SpendChart.Of(analysis), WaterfallChart.Of(analysis) }.OfType<Chart>();
        return [.. charts.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(chart => chart.Render())];
    }
}
