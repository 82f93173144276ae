using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Backtesting.Baselines;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Cli.Commands.Backtests;

/// <summary>The methods that <c>costtool backtest</c> compares.</summary>
internal static class SizingMethods
{
    /// <summary>In the order of the results.</summary>
    public static IReadOnlyList<ISizingMethod> On(SizeGrid grid) => [new CosttoolMethod(grid, SizingPolicy.Default), .. PublishedBaselines.All];
}
