using CostTool.Analyzer.Backtesting;

namespace CostTool.Reports.Charts;

/// <summary>The charts of a backtest.</summary>
internal static class BacktestCharts
{
    /// <summary>Files that a backtest's charts can have.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        [.. new[] { CalibrationChart.Name, FrontierChart.CpuName, FrontierChart.MemoryName }.SelectMany(name => new[] { name + ".png", name + ".svg" })];

    /// <summary>Draws the charts that have data, at the same time; sorted by name.</summary>
    public static IReadOnlyList<ChartImage> Draw(BacktestResult result, CancellationToken cancellationToken)
    {
        var charts = new[] { CalibrationChart.Of(result), FrontierChart.OfCpu(result), FrontierChart.OfMemory(result) }.OfType<Chart>();
        return [.. charts.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(chart => chart.Render())];
    }
}
