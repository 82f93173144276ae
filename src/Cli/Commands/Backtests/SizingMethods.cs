using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Backtesting.Baselines;

namespace CostTool.Cli.Commands.Backtests;

/// <summary>The methods that <c>costtool backtest</c> compares.</summary>
internal static class SizingMethods
{
    /// <summary>In the order of the results.</summary>
    public static IReadOnlyList<ISizingMethod> All { get; } = PublishedBaselines.All;
}
