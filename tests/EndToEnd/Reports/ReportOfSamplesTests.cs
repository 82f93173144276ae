using System.Globalization;
using System.Text.Json;
using CostTool.Cli;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.EndToEnd.Reports;

/// <summary>The main job on every sample: what is printed in several places is the same everywhere.</summary>
public sealed class ReportOfSamplesTests
{
    public static TheoryData<string> Samples { get; } =
        new(Directory.GetDirectories(Repository.Path("samples")).Where(IsReported).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    // Samples of utilization alone are for the backtest.
    private static bool IsReported(string folder) => File.Exists(Path.Combine(folder, "costtool.yaml")) && (Directory.Exists(Path.Combine(folder, "bill")) || Directory.Exists(Path.Combine(folder, "k8s")));

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Totals_agree_across_HTML_CSV_JSON_and_FOCUS_to_the_cent(string sample)
    {
        using var folder = new TemporaryFolder();
        await ReportAsync(sample, folder.In("out"));
        var scenarios = Table(folder.In("out", "scenarios.csv"));
        var lines = Table(folder.In("out", "scenario_lines.csv"));
        var focus = Table(folder.In("out", "focus.csv"));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.In("out", "analysis.json"), TestContext.Current.CancellationToken));
        var html = await File.ReadAllTextAsync(folder.In("out", "report.html"), TestContext.Current.CancellationToken);

        var modelled = json.RootElement.GetProperty("scenarios").EnumerateArray().ToDictionary(scenario => scenario.GetProperty("id").GetString()!, StringComparer.Ordinal);
        Assert.Equal(modelled.Keys.Order(StringComparer.Ordinal), scenarios.Select(row => row["scenario_id"]).Order(StringComparer.Ordinal));
        foreach (var scenario in scenarios)
        {
            var id = scenario["scenario_id"];
            var monthly = Money(scenario["monthly_usd"]);
            Assert.Equal(monthly, lines.Where(line => line["scenario_id"] == id).Sum(line => Money(line["monthly_usd"])));
            Assert.Equal(monthly, focus.Where(row => row["x_ScenarioId"] == id).Sum(row => Money(row["EffectiveCost"])));
            Assert.Equal(monthly, modelled[id].GetProperty("monthly").GetDecimal());
            Assert.Contains(Printed(monthly), HtmlPage.Row(html, id));
        }

        Assert.All(focus, row => Assert.Equal(0m, Money(row["BilledCost"])));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_waterfall_is_a_chain_that_ends_at_the_recommendation(string sample)
    {
        using var folder = new TemporaryFolder();
        await ReportAsync(sample, folder.In("out"));
        var steps = Table(folder.In("out", "waterfall.csv"));
        var running = 0m;
        foreach (var step in steps)
        {
            running += Money(step["delta_usd_per_month"]);
            Assert.Equal(running, Money(step["running_usd_per_month"]));
        }

        var scenarios = Table(folder.In("out", "scenarios.csv"));
        if (steps.Count > 0 && scenarios.FirstOrDefault(row => row["scenario_id"] == "recommended") is { } recommended) Assert.Equal(Money(recommended["monthly_usd"]), running);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Two_runs_give_the_same_bytes(string sample)
    {
        using var folder = new TemporaryFolder();
        await ReportAsync(sample, folder.In("first"));
        await ReportAsync(sample, folder.In("second"));
        var first = Directory.GetFiles(folder.In("first")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(first.Select(Path.GetFileName), Directory.GetFiles(folder.In("second")).Order(StringComparer.Ordinal).Select(Path.GetFileName));
        foreach (var file in first)
        {
            var (one, two) = (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(folder.In("second", Path.GetFileName(file)), TestContext.Current.CancellationToken));
            Assert.True(one.AsSpan().SequenceEqual(two), Path.GetFileName(file));
        }
    }

    [Fact]
    public async Task Every_number_of_the_first_sample_can_be_explained()
    {
        using var folder = new TemporaryFolder();
        await ReportAsync("atelier", folder.In("out"));
        var line = Table(folder.In("out", "scenario_lines.csv")).First(row => row["scenario_id"] == "recommended" && row["price_id"].Length > 0);
        var explained = await CommandLine.RunAsync("explain", Repository.Path("samples", "atelier"), line["line_id"]);
        Assert.Equal(ExitCode.Done, explained.Code);
        Assert.Contains(line["price_id"], explained.Output, StringComparison.Ordinal);
        Assert.Contains("hours-per-month", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_answered_with_the_nearest_ones()
    {
        var result = await CommandLine.RunAsync("explain", Repository.Path("samples", "atelier"), "fargate-sport");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains("`fargate-spot`", result.Error, StringComparison.Ordinal);
    }

    private static async Task ReportAsync(string sample, string folder)
    {
        var result = await CommandLine.RunAsync("report", Repository.Path("samples", sample), "--out", folder);
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Equal(string.Empty, result.Error);
    }

    private static string Printed(decimal amount) =>
        (amount < 0 ? "−$" : "$") + decimal.Round(Math.Abs(amount), 2, MidpointRounding.AwayFromZero).ToString("N2", CultureInfo.InvariantCulture);

    private static decimal Money(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string path) => Csv.Read(File.ReadAllText(path));
}
