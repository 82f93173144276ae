using System.CommandLine;
using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CostTool.Reports;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Cli.Commands.Backtests;

/// <summary><c>costtool backtest</c>: how every way of sizing would have done on the user's own data.</summary>
internal static class BacktestCommand
{
    public static Command Create()
    {
        var workspace = new Argument<string?>("WORKSPACE") { Description = "Folder with usage samples; its region and prices are taken.", Arity = ArgumentArity.ZeroOrOne };
        var usage = new Option<string[]>("--usage") { Description = "Usage files instead of a workspace: CSV, JSON lines or Parquet of the canonical table.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var train = new Option<double>("--train-days") { Description = "Days before each origin that the methods see.", HelpName = "N", DefaultValueFactory = _ => 14 };
        var test = new Option<double>("--test-days") { Description = "Days from each origin that the sizes are held to.", HelpName = "N", DefaultValueFactory = _ => 7 };
        var step = new Option<double?>("--step-days") { Description = "Days from one origin to the next; when left out, the test's length, or a day where that leaves one origin.", HelpName = "N" };
        var region = new Option<string?>("--region") { Description = $"Region whose Fargate prices count; the workspace's or {WorkspaceBacktest.DefaultRegion} when left out.", HelpName = "CODE" };
        var folder = new Option<string?>("--out") { Description = "Folder for frontier.csv, calibration.csv, matched.csv, schema.json and charts.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("backtest", "Plays ours and the published ways of sizing against history, out of sample.") { workspace, usage, train, test, step, region, folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var source = BacktestSource.Of(parsed.GetValue(workspace), parsed.GetValue(usage) ?? [], parsed.GetValue(region) ?? null);
            var rates = source.Prices.For(source.Region ?? Region.Parse(WorkspaceBacktest.DefaultRegion, "--region")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64);
            var (series, intake) = WorkspaceBacktest.Read(source.Files, withIntake: true, cancellationToken);
            var plan = BacktestPlan.Over(series, Days(parsed.GetValue(train), "--train-days"), Days(parsed.GetValue(test), "--test-days"),
                parsed.GetValue(step) is { } days ? Days(days, "--step-days") : null, source.Shown);
            var grid = new SizeGrid(rates);
            var result = Backtest.Run(series, plan, SizingMethods.On(grid), grid, cancellationToken);
            if (result.Trials == 0)
            {
                throw new ProblemException(new Problem(
                    $"no workload could be scored: {string.Join(", ", result.LeftOut.Select(pair => $"{pair.Value} {pair.Key}"))}", source.Shown,
                    "give longer samples, or less to --train-days or --test-days"));
            }

            if (parsed.GetValue(folder) is { } to) await BacktestWriter.WriteAsync(result, to, cancellationToken);
            var run = new BacktestRun(source.Shown, rates, series.Count, intake!, result, parsed.GetValue(folder));
            if (parsed.GetValue(json)) BacktestJson.Write(run, output);
            else BacktestText.Write(run, output);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static TimeSpan Days(double days, string option) =>
        double.IsFinite(days) && Math.Abs(days) < 36_500 ? TimeSpan.FromDays(days) : throw new ProblemException(new Problem($"`{days}` is no number of days", option, "write days such as 14"));
}

/// <summary>A finished run with what to print beside it.</summary>
internal sealed record BacktestRun(string Input, FargateRates Rates, int Series, UsageIntake Intake, BacktestResult Result, string? Folder);

/// <summary>Where the samples and prices of a backtest come from.</summary>
internal sealed record BacktestSource(string Shown, IReadOnlyList<WorkspaceFile> Files, Region? Region, PriceBook Prices)
{
    /// <summary>From a workspace or from files alone.</summary>
    /// <exception cref="ProblemException">Both, neither, or a workspace without usage.</exception>
    public static BacktestSource Of(string? workspace, IReadOnlyList<string> files, string? region)
    {
        var stated = region is null ? null : Region.Parse(region, "--region");
        if (workspace is null == (files.Count == 0))
        {
            throw new ProblemException(new Problem(
                workspace is null ? "neither a workspace nor a usage file is named" : $"both the workspace `{workspace}` and --usage are named", "backtest",
                "write `costtool backtest WORKSPACE` or `costtool backtest --usage FILE`"));
        }

        if (workspace is null) return new BacktestSource(string.Join(", ", files), [.. files.Select(file => new WorkspaceFile(file, Path.GetFullPath(file)))], stated, PriceBook.LoadBuiltIn());
        var opened = WorkspaceReader.Open(workspace);
        if (opened.Usage.Count == 0) throw new ProblemException(new Problem($"workspace `{opened.Name}` has no usage samples", workspace, "name them under `usage:` in costtool.yaml, or give --usage FILE"));
        return new BacktestSource(opened.Name, opened.Usage, stated ?? opened.Region, opened.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn());
    }
}
