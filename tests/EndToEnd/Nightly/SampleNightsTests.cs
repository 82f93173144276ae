namespace CostTool.EndToEnd.Nightly;

public sealed class SampleNightsTests
{
    [Fact]
    public async Task Two_weeks_of_nights_recommend_see_what_was_applied_and_measure_it()
    {
        using var workspace = new NightlyWorkspace(small: false);
        // The samples of the 22nd arrive on the 24th.
        foreach (var name in (string[])["atelier.csv.gz", "atelier-staging.csv.gz", "ingress-nginx.csv.gz", "monitoring.csv.gz"])
            workspace.FilterUsage(name, line => !line.StartsWith("2026-10-22", StringComparison.Ordinal));
        foreach (var day in (string[])["2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23"]) await workspace.RunAsync(day);
        Assert.Equal("none", (string)workspace.Read("2026-10-22")["usage"]!["coverage"]!);
        Assert.Contains("not taken as no use", await File.ReadAllTextAsync(workspace.Digest("2026-10-22", "md"), TestContext.Current.CancellationToken));

        foreach (var name in (string[])["atelier.csv.gz", "atelier-staging.csv.gz", "ingress-nginx.csv.gz", "monitoring.csv.gz"]) workspace.FilterUsage(name, _ => true);
        await workspace.RunAsync("2026-10-24");
        var late = workspace.Read("2026-10-22");
        Assert.Equal("complete", (string)late["usage"]!["coverage"]!);
        Assert.Equal(15840, (long)late["usage"]!["samples"]!); // 221,760 samples in 14 days
        Assert.Equal(2, (int)late["revision"]!);
        Assert.StartsWith("samples arrived late: none were known, now 15,840", (string)late["revised_because"]![0]!);

        // The 25th is missed; the run of the 26th catches it up without having seen its sizes.
        Assert.Contains("2026-10-25: ", await workspace.RunAsync("2026-10-26"));
        Assert.Contains("caught up", (string)workspace.Read("2026-10-25")["notes"]![0]!);

        // What is recommended now for one container is deployed before the night of the 27th.
        var claim = workspace.Read("2026-10-26")["claims"]!.AsArray().Concat(workspace.Read("2026-10-24")["claims"]!.AsArray()).Concat(workspace.Read("2026-10-20")["claims"]!.AsArray())
            .First(claim => (string)claim!["state"]! == "potential")!;
        var (workload, container) = ((string)claim["workload"]!, (string)claim["container"]!);
        workspace.Resize(workload, container, (long)claim["to"]!["cpu_millicores"]!, (long)claim["to"]!["memory_bytes"]!);
        await workspace.RunAsync("2026-10-27");
        var applied = workspace.Read("2026-10-27")["claims"]!.AsArray().Single(one => (string)one!["workload"]! == workload && (string)one["container"]! == container && (string)one["applied_on"]! == "2026-10-27")!;
        Assert.Equal("applied", (string)applied["state"]!);
        Assert.Contains(workspace.Read("2026-10-27")["sizes"]!.AsArray(), size => (string)size!["workload"]! == workload && (string)size["what"]! == "deployed");
        foreach (var day in (string[])["2026-10-28", "2026-10-29", "2026-10-30"]) await workspace.RunAsync(day);

        // Going back loses the claim; three nights after the one it was first seen were at the new size.
        workspace.Resize(workload, container, (long)claim["from"]!["cpu_millicores"]!, (long)claim["from"]!["memory_bytes"]!);
        await workspace.RunAsync("2026-10-31");
        var reverted = workspace.Read("2026-10-31")["claims"]!.AsArray().Single(one => (string)one!["state"]! == "reverted")!;
        Assert.Equal((workload, container), ((string)reverted["workload"]!, (string)reverted["container"]!));
        Assert.Equal(3, (int)reverted["days_at_prices"]!);

        var before = workspace.Digests();
        Assert.Equal(24, before.Count); // 12 nights, two files each
        Assert.Contains("as it was: nothing written", await workspace.RunAsync("2026-10-31"));
        Assert.Equal(before, workspace.Digests());
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
        Assert.Equal(8, store.Read(new DateOnly(2026, 10, 25))!.Recommendations[0].WindowDays); // from the 18th
        Assert.Equal(288 * 3 * 8, store.Read(new DateOnly(2026, 10, 25))!.Recommendations[0].Samples / ReplicasOf(store) * 3);
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

    private static int ReplicasOf(Sources.History.HistoryStore store) =>
        store.Sketches(new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 25))[0].Days[0].Instances;

    [Fact]
    public async Task The_json_option_prints_the_digest_of_the_day()
    {
        using var workspace = new NightlyWorkspace(small: true);
        var output = await workspace.RunAsync("2026-10-24", "--json");
        Assert.Equal(await File.ReadAllTextAsync(workspace.Digest("2026-10-24"), TestContext.Current.CancellationToken), output);
    }
}
