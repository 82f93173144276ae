using System.Diagnostics;
using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Backtests;

public sealed class BacktestCommandTests
{
    private const string FrontierColumns = "method,workloads,cost_ratio_to_oracle,cpu_breach_minutes_ratio,memory_breach_workload_ratio,size_changes_per_month,regret_usd_per_month";
    private const string CalibrationColumns = "resource,told_low,told_high,workloads,breached_ratio";

    [Fact]
    public async Task An_independent_program_comes_to_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        var usage = GeneratedUsage.Write(folder, 12);
        var run = await CommandLine.RunAsync("backtest", "--usage", usage, "--train-days", "7", "--test-days", "3", "--json");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        using var ours = JsonDocument.Parse(run.Output);
        Assert.Equal(3, ours.RootElement.GetProperty("origins").GetArrayLength()); // days 7, 8 and 9: a second test of three days does not fit, so the origin moves by one
        using var theirs = JsonDocument.Parse(await NumpyAsync(usage, "7", "3", "1", "0.04048", "0.004445"));
        var scores = ours.RootElement.GetProperty("methods").EnumerateArray().ToDictionary(method => method.GetProperty("method").GetString()!);
        string[] columns = ["cost_ratio_to_oracle", "cpu_breach_minutes_ratio", "memory_breach_workload_ratio", "regret_usd_per_month"];
        foreach (var method in theirs.RootElement.EnumerateObject())
        {
            foreach (var (column, name) in columns.Index())
                Assert.Equal(method.Value[column].GetDouble(), scores[method.Name].GetProperty(name).GetDouble(), 1e-6);
        }

        Assert.Equal(5, theirs.RootElement.EnumerateObject().Count());
        Assert.True(scores["max-x1.2"].GetProperty("cost_ratio_to_oracle").GetDouble() > 1);
        Assert.True(scores["krr-simple"].GetProperty("cpu_breach_minutes_ratio").GetDouble() > 0);
    }

    [Fact]
    public async Task The_folder_holds_the_tables_the_schema_and_the_charts_and_is_the_same_on_every_run()
    {
        using var folder = new TemporaryFolder();
        var usage = GeneratedUsage.Write(folder, 10);
        foreach (var name in (string[])["one", "two"])
            Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("backtest", "--usage", usage, "--train-days", "7", "--test-days", "2", "--out", folder.In(name))).Code);
        var files = Directory.GetFiles(folder.In("one")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        Assert.Superset(new HashSet<string>
        {
            "calibration.csv", "chart-frontier-cpu.png", "chart-frontier-cpu.svg", "chart-frontier-memory.png", "chart-frontier-memory.svg", "frontier.csv", "matched.csv", "schema.json",
        }, files.ToHashSet());
        foreach (var file in files) Assert.Equal(File.ReadAllBytes(folder.In("one", file)), File.ReadAllBytes(folder.In("two", file)));
        Assert.StartsWith(FrontierColumns, File.ReadAllText(folder.In("one", "frontier.csv")), StringComparison.Ordinal);
        Assert.StartsWith(CalibrationColumns, File.ReadAllText(folder.In("one", "calibration.csv")), StringComparison.Ordinal);
        Assert.Contains("\noracle,6,1,0,0,", File.ReadAllText(folder.In("one", "frontier.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_says_what_was_played_and_at_which_prices()
    {
        using var folder = new TemporaryFolder();
        var usage = GeneratedUsage.Write(folder, 10);
        var run = await CommandLine.RunAsync("backtest", "--usage", usage, "--train-days", "7", "--test-days", "2");
        Assert.Contains("6 series, 4320 samples of 4320 rows", run.Output, StringComparison.Ordinal); // 9 instances × 480
        Assert.Contains("train 7 days, test 2 days, 2 origins from 2026-03-09 00:00 UTC every 1 days", run.Output, StringComparison.Ordinal);
        Assert.Contains("fargate/us-east-1/linux/x86_64/vcpu-hour/on-demand $0.04048", run.Output, StringComparison.Ordinal);
        foreach (var method in (string[])["current", "vpa", "krr-simple", "krr-simple-limit", "cloudfix", "co-proxy-0.7", "co-proxy-1.0", "autopilot-p98", "max-x1.2", "oracle"])
            Assert.Contains($"\n{method} ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neither a workspace nor a usage file is named", "backtest")]
    [InlineData("14 days of training and 14 days of test do not fit into the `9.98 days` of samples", "backtest", "--usage", "USAGE", "--test-days", "14")]
    [InlineData("`0 days` is no time", "backtest", "--usage", "USAGE", "--train-days", "0")]
    [InlineData("`NaN` is no number of days", "backtest", "--usage", "USAGE", "--train-days", "NaN")]
    [InlineData("no price is known for region `xx-north-9`", "backtest", "--usage", "USAGE", "--region", "xx-north-9")]
    public async Task What_cannot_be_played_is_said(string what, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var usage = GeneratedUsage.Write(folder, 10);
        var run = await CommandLine.RunAsync([.. arguments.Select(argument => argument == "USAGE" ? usage : argument)]);
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    // Debian's own Python, which has numpy; another python3 may come first on PATH.
    private static async Task<string> NumpyAsync(params string[] arguments)
    {
        var script = Repository.Path("tests", "EndToEnd", "Backtests", "backtest_by_numpy.py");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }
}
