namespace CostTool.Analyzer.Backtesting.Baselines;

/// <summary>Every baseline of the backtest, in the order of the results.</summary>
public static class PublishedBaselines
{
    /// <summary>The methods; the oracle is not among them because it sees the test.</summary>
    public static IReadOnlyList<ISizingMethod> All { get; } =
    [
        new CurrentSize(),
        new Vpa(),
        Krr.Simple,
        Krr.SimpleLimit,
        new CloudFix(),
        PeakTimesFactor.ComputeOptimizerProxy(0.7),
        PeakTimesFactor.ComputeOptimizerProxy(0.8),
        PeakTimesFactor.ComputeOptimizerProxy(0.9),
        PeakTimesFactor.ComputeOptimizerProxy(1.0),
        AutopilotWindow.Minimal,
        AutopilotWindow.Low,
        AutopilotWindow.Intermediate,
        AutopilotWindow.Batch,
        new AutopilotEnsemble(10),
        new AutopilotEnsemble(100),
        PeakTimesFactor.Plus20Percent,
    ];
}
