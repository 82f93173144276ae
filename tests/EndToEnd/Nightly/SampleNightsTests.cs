using System.Text.Json.Nodes;
using CostTool.Analyzer.Usage;
using CostTool.Cli;

namespace CostTool.EndToEnd.Nightly;

public sealed class SampleNightsTests
{
    [Fact]
    public async Task Nights_recommend_see_what_was_applied_and_measure_it()
    {
        using var workspace = new NightlyWorkspace(small: false);
        // The samples of the 22nd arrive on the 24th.
        foreach (var name in (string[])["atelier.csv.gz", "atelier-staging.csv.gz", "ingress-nginx.csv.gz", "monitoring.csv.gz"])
            workspace.FilterUsage(name, line => !line.StartsWith("2026-10-22", StringComparison.Ordinal));
        foreach (var day in (string[])["2026-10-21", "2026-10-22"]) await workspace.RunAsync(day);
        Assert.Equal("none", (string)workspace.Read("2026-10-22")["usage"]!["coverage"]!);
        Assert.Contains("not taken as no use", await File.ReadAllTextAsync(workspace.Digest("2026-10-22", "md"), TestContext.Current.CancellationToken));

        foreach (var name in (string[])["atelier.csv.gz", "atelier-staging.csv.gz", "ingress-nginx.csv.gz", "monitoring.csv.gz"]) workspace.FilterUsage(name, _ => true);
        await workspace.RunAsync("2026-10-23");
        var late = workspace.Read("2026-10-22");
        Assert.Equal("complete", (string)late["usage"]!["coverage"]!);
        Assert.Equal(15840, (long)late["usage"]!["samples"]!); // 221,760 samples in 14 days
        Assert.Equal(2, (int)late["revision"]!);
        Assert.StartsWith("samples arrived late: none were known, now 15,840", (string)late["revised_because"]![0]!);

        // The 24th is missed; the run of the 25th catches it up without having seen its sizes.
        Assert.Contains("2026-10-24: ", await workspace.RunAsync("2026-10-25"));
        Assert.Contains("caught up", (string)workspace.Read("2026-10-24")["notes"]![0]!);

        // What is recommended now for one container is deployed before the night of the 26th.
        var claim = workspace.Read("2026-10-25")["claims"]!.AsArray().Concat(workspace.Read("2026-10-23")["claims"]!.AsArray()).Concat(workspace.Read("2026-10-21")["claims"]!.AsArray())
            .First(claim => (string)claim!["state"]! == "potential")!;
        var (workload, container) = ((string)claim["workload"]!, (string)claim["container"]!);
        workspace.Resize(workload, container, (long)claim["to"]!["cpu_millicores"]!, (long)claim["to"]!["memory_bytes"]!);
        await workspace.RunAsync("2026-10-26");
        var applied = workspace.Read("2026-10-26")["claims"]!.AsArray().Single(one => (string)one!["workload"]! == workload && (string)one["container"]! == container && (string)one["applied_on"]! == "2026-10-26")!;
        Assert.Equal("applied", (string)applied["state"]!);
        Assert.Contains(workspace.Read("2026-10-26")["sizes"]!.AsArray(), size => (string)size!["workload"]! == workload && (string)size["what"]! == "deployed");
        foreach (var day in (string[])["2026-10-27", "2026-10-28"]) await workspace.RunAsync(day);

        // Going back loses the claim; two nights after the one it was first seen were at the new size.
        workspace.Resize(workload, container, (long)claim["from"]!["cpu_millicores"]!, (long)claim["from"]!["memory_bytes"]!);
        await workspace.RunAsync("2026-10-29");
        var reverted = workspace.Read("2026-10-29")["claims"]!.AsArray().Single(one => (string)one!["state"]! == "reverted")!;
        Assert.Equal((workload, container), ((string)reverted["workload"]!, (string)reverted["container"]!));
        Assert.Equal(2, (int)reverted["days_at_prices"]!);

        var before = workspace.Digests();
        Assert.Equal(20, before.Count); // nine nights of two files, the ledger and its schema
        Assert.Contains("as it was: nothing written", await workspace.RunAsync("2026-10-29"));
        Assert.Equal(before, workspace.Digests());
    }

    [Fact]
    public async Task A_first_night_says_the_sizes_of_rightsize_and_nothing_of_later_samples()
    {
        using var workspace = new NightlyWorkspace(small: false);
        foreach (var name in Directory.GetFiles(workspace.File("usage"), "*.csv.gz").Select(file => Path.GetFileName(file))) workspace.FilterUsage(name, line => string.CompareOrdinal(line, "2026-10-26") < 0);
        var sizes = await CommandLine.RunAsync("rightsize", workspace.Folder, "--out", workspace.File("rightsizing"), "--json");
        await workspace.RunAsync("2026-10-25");
        using var cut = Sources.History.HistoryStore.Open(workspace.Store);
        var night = cut.Read(new DateOnly(2026, 10, 25))!;
        var rows = JsonNode.Parse(sizes.Output)!["sizes"]!.AsArray();
        Assert.Equal(
            rows.Select(row => ((string)row!["workload_id"]!, (string?)row["container"] ?? "", (decimal?)row["recommended_vcpu"], (decimal?)row["recommended_memory_mib"])),
            night.Recommendations.OrderBy(size => size.Key, UsageKey.ByName).Select(size => (size.Key.Workload, size.Key.Container, size.Cpu?.Cores, size.Memory?.Mebibytes)));

        // The same day with a week more of samples in the files.
        using var whole = new NightlyWorkspace(small: false);
        await whole.RunAsync("2026-10-25");
        Assert.Equal(workspace.Digests(), whole.Digests());
    }

    [Fact]
    public async Task A_digest_that_a_killed_run_did_not_write_comes_from_the_store()
    {
        using var workspace = new NightlyWorkspace(small: true);
        foreach (var day in (string[])["2026-10-23", "2026-10-24"]) await workspace.RunAsync(day);
        var before = workspace.Digests();
        File.Delete(workspace.Digest("2026-10-23", "md"));
        await File.WriteAllTextAsync(workspace.Digest("2026-10-23"), "an earlier revision", TestContext.Current.CancellationToken);
        File.Delete(workspace.File("nightly/ledger.csv"));
        Assert.Contains("as it was: nothing written", await workspace.RunAsync("2026-10-24"));
        Assert.Equal(before, workspace.Digests());
    }

    [Fact]
    public async Task Tasks_on_Fargate_are_priced_by_Fargate_and_what_has_no_price_is_named()
    {
        using var folder = new TemporaryFolder();
        using (var usage = new StringWriter())
        {
            usage.Write("timestamp,workload,container,instance,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes\n");
            // 2 vCPU and 4 GiB of which a tenth is used; hourly for 14 days. 2.5 vCPU is no size of Fargate, so that one runs on instances.
            for (var hour = 0; hour < 14 * 24; hour++)
            {
                var at = new DateTime(2026, 10, 11, 0, 0, 0, DateTimeKind.Utc).AddHours(hour);
                usage.Write(FormattableString.Invariant($"{at:yyyy-MM-ddTHH:mm:ssZ},prod/api,,t1,{0.2 + (hour % 7 * 0.001)},{300_000_000 + (hour % 5 * 1000)},2,4294967296\n"));
                usage.Write(FormattableString.Invariant($"{at:yyyy-MM-ddTHH:mm:ssZ},prod/batch,,t2,{0.2 + (hour % 7 * 0.001)},{300_000_000 + (hour % 5 * 1000)},2.5,4294967296\n"));
            }

            folder.Write("usage/ecs.csv", usage.ToString());
        }

        folder.Write("costtool.yaml", "name: prod\nregion: eu-west-3\n");
        var result = await CommandLine.RunAsync("nightly", folder.Path, "--as-of", "2026-10-24");
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        using var store = Sources.History.HistoryStore.Open(folder.In("history", "costtool.duckdb"));
        var ledger = store.Ledger();
        Assert.Equal(["prod/api", "prod/batch"], ledger.Select(claim => claim.Key.Workload));
        Assert.True(ledger[0].PotentialMonthly > Analyzer.Units.Usd.Zero);
        Assert.StartsWith("Fargate on demand", ledger[0].Evidence[ledger[0].Evidence.IndexOf("Fargate on demand", StringComparison.Ordinal)..]);
        Assert.Null(ledger[1].PotentialMonthly);
        Assert.Contains("1 open claims have no price and are in no sum: prod/batch", result.Output);
        var rows = await File.ReadAllLinesAsync(folder.In("nightly", "ledger.csv"), TestContext.Current.CancellationToken);
        Assert.StartsWith("workload_id,container,state,", rows[0]);
        Assert.StartsWith("prod/api,,potential,2026-10-24T00:00:00Z,", rows[1]);
    }

    [Fact]
    public async Task History_outlives_the_files_that_it_came_from()
    {
        using var workspace = new NightlyWorkspace(small: true);
        await workspace.RunAsync("2026-10-24");
        // The files now hold the last three days only, as a source with a short memory does.
        workspace.FilterUsage("ingress-nginx.csv.gz", line => string.CompareOrdinal(line, "2026-10-23") >= 0);
        await workspace.RunAsync("2026-10-25");
        using var store = Sources.History.HistoryStore.Open(workspace.Store);
        var size = store.Read(new DateOnly(2026, 10, 25))!.Recommendations.First(size => size.Samples > 0);
        Assert.Equal(8, size.WindowDays); // from the 18th
        var instances = store.Sketches(new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 25))[0].Days[0].Instances;
        Assert.Equal(288 * 8 * instances, size.Samples); // a sample every five minutes
    }

    [Fact]
    public async Task A_changed_input_replaces_the_night_of_its_day_and_says_so()
    {
        using var workspace = new NightlyWorkspace(small: true);
        await workspace.RunAsync("2026-10-24");
        await File.AppendAllTextAsync(workspace.File("costtool.yaml"), "month: 2026-10\n", TestContext.Current.CancellationToken);
        Assert.Contains("revision 2: files changed: costtool.yaml", await workspace.RunAsync("2026-10-24"));
        Assert.Equal(2, (int)workspace.Read("2026-10-24")["revision"]!);
        Assert.Contains("as it was", await workspace.RunAsync("2026-10-24"));
    }

    [Fact]
    public async Task The_json_option_prints_the_digest_of_the_day()
    {
        using var workspace = new NightlyWorkspace(small: true);
        var output = await workspace.RunAsync("2026-10-24", "--json");
        Assert.Equal(await File.ReadAllTextAsync(workspace.Digest("2026-10-24"), TestContext.Current.CancellationToken), output);
    }
}
