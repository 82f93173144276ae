using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CostTool.Cli.Workspaces;
using CostTool.Sources.Pricing;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Cli.Commands.Backtests;

/// <summary>The backtest that a report carries: on the workspace's own samples, with the earlier half to train on and the later half to judge by.</summary>
internal static class WorkspaceBacktest
{
    /// <summary>Where no workspace names a region: the one whose prices everybody quotes. Ratios hardly depend on it.</summary>
    public const string DefaultRegion = "us-east-1";

    // Less than three days of training says nothing of three days of test.
    private const int LeastDays = 6;

    /// <summary>Plays it; null without samples of at least six days, or where no workload can be scored.</summary>
    /// <exception cref="ProblemException">The samples cannot be read.</exception>
    public static BacktestResult? Run(string folder, StageTimings timings, CancellationToken cancellationToken)
    {
        var workspace = WorkspaceReader.Open(folder);
        return workspace.Usage.Count == 0 ? null : timings.Measure("backtest", () => Run(workspace, cancellationToken));
    }

    /// <summary>Reads the samples one by one, and what was left out where that is asked for, which takes another look at the files.</summary>
    public static (IReadOnlyList<UsageSeries> Series, UsageIntake? Intake) Read(IReadOnlyList<WorkspaceFile> paths, bool withIntake, CancellationToken cancellationToken)
    {
        var options = new UsageReadOptions { Threads = Environment.ProcessorCount };
        using var files = UsageFiles.Open(paths, options, cancellationToken);
        var reader = new UsageSeriesReader(files, options);
        return ([.. reader.Read(cancellationToken)], withIntake ? reader.Intake(cancellationToken) : null);
    }

    private static BacktestResult? Run(Workspace workspace, CancellationToken cancellationToken)
    {
        var series = Read(workspace.Usage, withIntake: false, cancellationToken).Series;
        var instants = series.SelectMany(one => one.Instances).Where(instance => instance.Count > 0).ToList();
        if (instants.Count == 0) return null;
        var days = (int)Math.Round((instants.Max(instance => instance.EpochSeconds[^1]) - instants.Min(instance => instance.EpochSeconds[0])) / 86400.0);
        if (days < LeastDays) return null;
        var half = TimeSpan.FromDays(days / 2);
        var prices = workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn();
        var grid = new SizeGrid(prices.For(workspace.Region ?? Region.Parse(DefaultRegion, "region")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64));
        var result = Backtest.Run(series, BacktestPlan.Over(series, half, half, half, workspace.Name), SizingMethods.On(grid), grid, cancellationToken);
        return result.Trials == 0 ? null : result;
    }
}
