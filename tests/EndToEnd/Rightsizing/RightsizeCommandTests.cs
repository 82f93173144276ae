using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Cli;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.EndToEnd.Rightsizing;

public sealed class RightsizeCommandTests
{
    [Fact]
    public async Task Sizes_of_the_sample_obey_their_own_rules()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandLine.RunAsync("rightsize", Repository.Path("samples", "atelier"), "--out", folder.In("out"));
        Assert.Equal((ExitCode.Done, string.Empty), (run.Code, run.Error));
        var rows = Table(folder.In("out", "rightsizing.csv"));
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var (today, request, limit) = (Number(row, "current_memory_mib"), Number(row, "recommended_memory_mib"), Number(row, "recommended_memory_limit_mib"));
            Assert.True(request is null || limit is null || limit >= request, row["rightsizing_id"]);
            if (row["direction"] == "down") Assert.True(request < today || Number(row, "recommended_vcpu") < Number(row, "current_vcpu") || today is null, row["rightsizing_id"]);
            if (row["direction"] == "unknown") Assert.True(request is null, row["rightsizing_id"]);
            foreach (var risk in (string[])["cpu_breach", "memory_breach"])
            {
                if (Number(row, $"{risk}_probability") is not { } chance) continue;
                Assert.InRange(chance, Number(row, $"{risk}_low")!.Value, Number(row, $"{risk}_high")!.Value);
                Assert.InRange(chance, 0, 1);
            }

            // Money stands on whole workloads only, and the saving is the difference.
            if (row["container"].Length > 0) Assert.Equal((string.Empty, string.Empty), (row["saving_usd_per_month"], row["fargate_vcpu"]));
            else Assert.Equal(Number(row, "current_usd_per_month") - Number(row, "recommended_usd_per_month"), Number(row, "saving_usd_per_month"));
        }

        var patches = Directory.GetFiles(folder.In("out", "patches"));
        Assert.Contains(patches, patch => patch.EndsWith(".patch.yaml", StringComparison.Ordinal));
        var shrunk = rows.First(row => row["container"].Length == 0 && row["direction"] == "down" && row["workload_id"].Contains("/deployment/", StringComparison.Ordinal));
        Assert.True(File.Exists(folder.In("out", "patches", shrunk["workload_id"].Replace('/', '.') + ".patch.yaml")));
    }

    [Fact]
    public async Task Samples_alone_are_sized_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("usage.csv", Samples("shop/deployment/web"));
        var run = await CommandLine.RunAsync("rightsize", "--usage", file, "--json");
        Assert.Equal((ExitCode.Done, string.Empty), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var sizes = json.RootElement.GetProperty("sizes").EnumerateArray().ToList();
        Assert.Equal([JsonValueKind.Null, JsonValueKind.String], sizes.Select(size => size.GetProperty("container").ValueKind));
        // Each day peaks at 300 MiB; the request is that, to the next mebibyte, and the limit holds more.
        Assert.Equal(300m, sizes[1].GetProperty("recommended_memory_mib").GetDecimal());
        Assert.True(sizes[1].GetProperty("recommended_memory_limit_mib").GetDecimal() > 300m);
        Assert.Equal(JsonValueKind.Null, sizes[0].GetProperty("saving_usd_per_month").ValueKind);
        Assert.Equal(336, json.RootElement.GetProperty("usage_rows").GetProperty("kept").GetInt32());
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Hostile_names_stay_text_and_leave_no_folder()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("usage.csv", Samples("../../etc/deployment/=cmd|' /C calc'!A0"));
        var run = await CommandLine.RunAsync("rightsize", "--usage", file, "--region", "eu-west-3", "--out", folder.In("deep", "out"));
        Assert.Equal((ExitCode.Done, string.Empty), (run.Code, run.Error));
        Assert.Equal(["deep", "usage.csv"], Directory.GetFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(["out"], Directory.GetFileSystemEntries(folder.In("deep")).Select(path => Path.GetFileName(path)));
        Assert.DoesNotContain(Directory.GetFiles(folder.In("deep", "out", "patches")), path => path.EndsWith(".yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is nothing to size")]
    [InlineData("there is no file `no-such.csv`", "--usage", "no-such.csv")]
    [InlineData("`atlantis-1`", "--usage", "USAGE", "--region", "atlantis-1")]
    [InlineData("the workspace holds no input", "EMPTY")]
    public async Task Bad_input_is_told_and_nothing_is_written(string what, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var usage = folder.Write("usage.csv", Samples("shop/deployment/web"));
        folder.Write("empty/policy.yaml", "zones: 1\n");
        var run = await CommandLine.RunAsync(["rightsize", .. arguments.Select(argument => argument switch { "USAGE" => usage, "EMPTY" => folder.In("empty"), _ => argument })]);
        Assert.Equal((ExitCode.Failed, string.Empty), (run.Code, run.Output));
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.In("empty", "rightsizing")));
    }

    [Fact]
    public async Task A_size_is_explained_down_to_its_samples()
    {
        var run = await CommandLine.RunAsync("explain", Repository.Path("samples", "atelier"), "rightsizing/atelier/deployment/web");
        Assert.Equal((ExitCode.Done, string.Empty), (run.Code, run.Error));
        foreach (var part in (string[])["samples", "usage rows were kept", "processor-risk", "memory-risk", "and is killed", "fargate-size", "MiB"]) Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_tells_sizes_everywhere_and_says_where_safety_costs()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("report", Repository.Path("samples", "atelier"), "--out", folder.In("out"))).Code);
        var sizes = Table(folder.In("out", "rightsizing.csv"));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.In("out", "analysis.json"), TestContext.Current.CancellationToken));
        Assert.Equal(sizes.Count, json.RootElement.GetProperty("sizes").GetProperty("rows").GetArrayLength());
        var html = await File.ReadAllTextAsync(folder.In("out", "report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("id=\"rightsizing\"", html, StringComparison.Ordinal);
        foreach (var row in sizes.Take(3)) Assert.Contains(row["workload_id"], html, StringComparison.Ordinal);

        var scenarios = Table(folder.In("out", "scenarios.csv")).ToDictionary(row => row["scenario_id"], row => row, StringComparer.Ordinal);
        var (recommended, rightsized) = (scenarios["recommended"], scenarios["eks-rightsized"]);
        Assert.True(Number(recommended, "monthly_usd") <= Number(rightsized, "monthly_usd"));
        Assert.True(Number(recommended, "monthly_usd") <= Number(scenarios["fargate-rightsized"], "monthly_usd"));
        var cheaper = scenarios.Values.Where(row => row["scenario_id"] is not ("recommended" or "eks-current") && Number(row, "monthly_usd") < Number(recommended, "monthly_usd")).ToList();
        Assert.All(cheaper, row => Assert.Contains(row["scenario"], recommended["caveats"], StringComparison.Ordinal));
        Assert.Equal(cheaper.Count > 0, recommended["caveats"].Contains("some scenarios cost less", StringComparison.Ordinal));
        // The backtest on the same samples stands beside the sizes, with the same figures in the table and on the page.
        var methods = Table(folder.In("out", "frontier.csv"));
        Assert.Contains("id=\"backtest\"", html, StringComparison.Ordinal);
        Assert.Equal(1, Number(methods.Single(row => row["method"] == "oracle"), "cost_ratio_to_oracle"));
        Assert.Contains($">{Number(methods.Single(row => row["method"] == "costtool"), "cost_ratio_to_oracle")!.Value.ToString("0.00", CultureInfo.InvariantCulture)}<", html, StringComparison.Ordinal);
        Assert.NotEmpty(Table(folder.In("out", "calibration.csv")));

        // The steps lead to the recommendation: whole nodes first, then workers that go, then right sizes of what stays.
        var steps = Table(folder.In("out", "waterfall.csv"));
        var (packing, shortLived, rightsizing) = (steps.Single(row => row["step_id"] == "packing"), steps.Single(row => row["step_id"] == "short-lived"), steps.Single(row => row["step_id"] == "rightsizing"));
        Assert.Equal(Number(scenarios["eks-repacked"], "monthly_usd"), Number(packing, "running_usd_per_month"));
        Assert.True(Number(shortLived, "delta_usd_per_month") < 0);
        Assert.Equal(Number(shortLived, "running_usd_per_month") + Number(rightsizing, "delta_usd_per_month"), Number(rightsizing, "running_usd_per_month"));
        Assert.Equal(Number(recommended, "monthly_usd"), Number(steps[^1], "running_usd_per_month"));
    }

    // Fourteen days of hourly samples: 0.2 cores, and 100 MiB that rise to 300 at noon.
    private static string Samples(string workload)
    {
        var text = new StringBuilder("timestamp,workload,container,instance,cpu_cores,memory_bytes\n");
        for (var hour = 0; hour < 14 * 24; hour++)
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2026, 10, 5, 0, 0, 0, DateTimeKind.Utc).AddHours(hour):yyyy-MM-ddTHH:mm:ssZ},{workload},web,web-1,0.2,{(hour % 24 == 12 ? 300 : 100) * 1048576L}\n");
        return text.ToString();
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string path) => Csv.Read(File.ReadAllText(path));

    private static decimal? Number(IReadOnlyDictionary<string, string> row, string column) => row[column].Length == 0 ? null : decimal.Parse(row[column], CultureInfo.InvariantCulture);
}
