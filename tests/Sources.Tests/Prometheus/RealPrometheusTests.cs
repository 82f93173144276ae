using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Prometheus;
using CostTool.Sources.Tests.Celery;
using CostTool.Sources.Tests.UsageFiles;

namespace CostTool.Sources.Tests.Prometheus;

/// <summary>Imports from a real server that refuses most queries at first.</summary>
public sealed class RealPrometheusTests(RealPrometheus prometheus) : IClassFixture<RealPrometheus>, IDisposable
{
    private const double Mebibyte = 1 << 20;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cluster_becomes_samples_of_its_workloads()
    {
        var (intake, rows) = await ImportAsync("u.csv", Request());
        Assert.Equal(["ops/pod/shell", "shop/deployment/web", "shop/statefulset/worker"], rows.Select(row => row["workload"]).Distinct());
        Assert.Equal(intake.Kept, rows.Count);
        Assert.Empty(intake.LeftOut);

        // 3 h in steps of 5 min are 36 samples. Two jobs scrape the container, and it counts once: 15 s in 30 s are 0.5 cores.
        var web = rows.Where(row => row["instance"] == "web-6d8c7b9f4d-x2k9p").ToList();
        Assert.Equal(36, web.Count);
        Assert.Equal("2026-11-02T00:05:00.000Z", web[0]["timestamp"]);
        Assert.All(web, row => Assert.Equal("app", row["container"]));
        // The counter starts again at 01:30: one interval of ten is lost there, and nothing is negative or huge.
        Assert.All(web, row => Assert.InRange(Number(row, "cpu_cores")!.Value, 0.449, 0.5001));
        Assert.Equal(35, web.Count(row => Math.Abs(Number(row, "cpu_cores")!.Value - 0.5) < 1e-9));
        // The peak of one scrape at 01:00:30 is in the sample of 01:05.
        Assert.Equal(["2026-11-02T01:05:00.000Z"], web.Where(row => Number(row, "memory_bytes") == 300 * Mebibyte).Select(row => row["timestamp"]));
        Assert.Equal(35, web.Count(row => Number(row, "memory_bytes") == 100 * Mebibyte));
        Assert.All(web, row => Assert.Equal((1, 512 * Mebibyte), (Number(row, "cpu_limit_cores"), Number(row, "memory_limit_bytes"))));
        Assert.All(web, row => Assert.Equal(0.05, Number(row, "throttled_ratio")!.Value, 6)); // 15 of 300 periods

        // A pod without an owner's series is known by its name, and the counts say so.
        var brief = rows.Where(row => row["instance"] == "web-6d8c7b9f4d-zzzzz").ToList();
        Assert.All(brief, row => Assert.Equal("shop/deployment/web", row["workload"]));
        Assert.All(brief, row => Assert.Equal("", row["memory_bytes"]));
        Assert.Contains(intake.Notes, note => note.StartsWith("pods of shop/deployment/web have no owner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kills_for_memory_are_counted_once_and_exactly()
    {
        var (_, rows) = await ImportAsync("u.csv", Request());
        var worker = rows.Where(row => row["instance"] == "worker-0").ToList();
        // Two restarts between 02:00:00 and 02:00:30; no period ran, so the part that was throttled is unknown.
        Assert.Equal([("2026-11-02T02:05:00.000Z", "2")], worker.Where(row => row["oom_kills"] is not ("" or "0")).Select(row => (row["timestamp"], row["oom_kills"])));
        Assert.All(worker, row => Assert.Equal(("", ""), (row["throttled_ratio"], row["cpu_limit_cores"])));
    }

    [Fact]
    public async Task Readings_that_are_no_number_are_unknown_and_counted()
    {
        var (intake, rows) = await ImportAsync("u.csv", Request());
        // NaN from 00:10 to 00:20: the windows of 00:15 and 00:20 hold nothing else.
        Assert.Equal(["2026-11-02T00:15:00.000Z", "2026-11-02T00:20:00.000Z"], rows.Where(row => row["instance"] == "shell" && row["memory_bytes"] == "").Select(row => row["timestamp"]));
        Assert.Contains("ops: 2 readings of memory_bytes are NaN or infinite and left unknown", intake.Notes);
    }

    [Fact]
    public async Task A_query_that_the_server_refuses_for_its_size_is_asked_in_halves()
    {
        var (intake, _) = await ImportAsync("u.csv", Request());
        Assert.Contains(intake.Notes, note => note.EndsWith("queries were too large for the server and asked in halves", StringComparison.Ordinal));
        Assert.Contains("several jobs scrape the containers (cadvisor, kubelet); `kubelet` is read", intake.Notes);
    }

    [Fact]
    public async Task A_window_of_rate_holds_four_scrapes_whatever_the_step()
    {
        var (intake, rows) = await ImportAsync("u.csv", Request() with { Step = TimeSpan.FromSeconds(60), Namespaces = ["ops"] });
        Assert.Equal(180, rows.Count);
        Assert.All(rows.Skip(1), row => Assert.Equal(0.1, Number(row, "cpu_cores")!.Value, 9));
        Assert.Contains("each rate looks back 120 s, four scrapes, and so over more than one step", intake.Notes);
    }

    [Fact]
    public async Task A_stopped_import_goes_on_where_it_stopped_and_ends_the_same()
    {
        var request = Request() with { Chunk = TimeSpan.FromHours(1), Concurrency = 1 };
        await ImportAsync("whole.csv", request); // 2 namespaces x 3 hours are 6 chunks
        using var stop = new CancellationTokenSource();
        using (var client = prometheus.Client(new Watch(count => { if (count == 40) stop.Cancel(); })))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PrometheusImport(client, TimeProvider.System).RunAsync(request, folder.In("u.csv"), "u.csv", null, stop.Token));
        Assert.False(File.Exists(folder.In("u.csv")));
        var finished = Directory.EnumerateFiles(folder.In("u.csv.parts"), "*.json").Count() - 1;
        Assert.InRange(finished, 1, 5);

        var asked = 0;
        using var again = prometheus.Client(new Watch(_ => asked++));
        await new PrometheusImport(again, TimeProvider.System).RunAsync(request, folder.In("u.csv"), "u.csv", null, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(folder.In("whole.csv")), File.ReadAllBytes(folder.In("u.csv")));
        Assert.False(Directory.Exists(folder.In("u.csv.parts")));
        // Each chunk asks for its owners first: three requests of the series endpoint.
        Assert.InRange(asked, (6 - finished) * 3, int.MaxValue);
    }

    [Fact]
    public async Task An_unfinished_import_is_not_mixed_with_another()
    {
        using var stop = new CancellationTokenSource();
        using (var client = prometheus.Client(new Watch(count => { if (count == 12) stop.Cancel(); })))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PrometheusImport(client, TimeProvider.System).RunAsync(Request(), folder.In("u.csv"), "u.csv", null, stop.Token));
        Assert.Contains("other options", (await Assert.ThrowsAsync<ProblemException>(() => ImportAsync("u.csv", Request() with { Step = TimeSpan.FromMinutes(1) }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_without_data_and_an_unknown_namespace_are_errors()
    {
        Assert.Contains("container_cpu_usage_seconds_total", (await Assert.ThrowsAsync<ProblemException>(() => ImportAsync("u.csv", Request() with { End = RealPrometheus.Start.AddDays(-30) }))).Message, StringComparison.Ordinal);
        Assert.Contains("`shopp`", (await Assert.ThrowsAsync<ProblemException>(() => ImportAsync("u.csv", Request() with { Namespaces = ["shopp"] }))).Message, StringComparison.Ordinal);
        Assert.Contains("status 400", (await Assert.ThrowsAsync<ProblemException>(() => ImportAsync("u.csv", Request() with { Matchers = "cluster=" }))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.In("u.csv")));
    }

    [Fact]
    public async Task A_real_exporter_is_scraped_and_imported()
    {
        await using var exporter = new ServerProcess("prometheus");
        exporter.WriteFile("pods.prom", "container_cpu_usage_seconds_total{namespace=\"shop\",pod=\"web-0\",container=\"app\"} 12\ncontainer_memory_working_set_bytes{namespace=\"shop\",pod=\"web-0\",container=\"app\"} 4096\n");
        await exporter.StartAsync("prometheus-node-exporter", [$"--web.listen-address=127.0.0.1:{exporter.Port}", "--collector.disable-defaults", "--collector.textfile", $"--collector.textfile.directory={exporter.Folder}"], async () =>
        {
            using var http = new HttpClient();
            Assert.Contains("web-0", await http.GetStringAsync(new Uri($"http://127.0.0.1:{exporter.Port}/metrics")), StringComparison.Ordinal);
        });
        await using var server = new ServerProcess("prometheus");
        server.WriteFile("prometheus.yml", $"scrape_configs: [{{job_name: kubelet, scrape_interval: 1s, static_configs: [{{targets: ['127.0.0.1:{exporter.Port}']}}]}}]\n");
        await RealPrometheus.StartAsync(server);
        using var client = new PrometheusClient(PrometheusConnection.Handler(null), $"http://127.0.0.1:{server.Port}", PrometheusCredentials.Read(_ => null, null, null), TimeProvider.System, () => 0, TimeSpan.FromMinutes(1));
        var request = new PrometheusRequest { Span = TimeSpan.FromMinutes(1), Step = TimeSpan.FromSeconds(2) };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await new PrometheusImport(client, TimeProvider.System).RunAsync(request, folder.In("u.csv"), "u.csv", null, TestContext.Current.CancellationToken);
                var rows = Rows("u.csv");
                Assert.All(rows, row => Assert.Equal(("shop/pod/web-0", "app", 4096.0), (row["workload"], row["container"], Number(row, "memory_bytes"))));
                if (rows.Any(row => row["cpu_cores"] == "0.0")) return;
            }
            catch (ProblemException) when (attempt < 120)
            {
            }

            if (Directory.Exists(folder.In("u.csv.parts"))) Directory.Delete(folder.In("u.csv.parts"), recursive: true);
            Assert.True(attempt < 120, "no sample came");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    private static PrometheusRequest Request() => new() { Span = RealPrometheus.End - RealPrometheus.Start, End = RealPrometheus.End };

    private async Task<(UsageIntake Intake, List<Dictionary<string, string>> Rows)> ImportAsync(string name, PrometheusRequest request)
    {
        using var client = prometheus.Client();
        var intake = await new PrometheusImport(client, TimeProvider.System).RunAsync(request, folder.In(name), name, null, TestContext.Current.CancellationToken);
        return (intake, Rows(name));
    }

    private List<Dictionary<string, string>> Rows(string name)
    {
        var lines = File.ReadAllLines(folder.In(name));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static double? Number(Dictionary<string, string> row, string column) => row[column].Length == 0 ? null : double.Parse(row[column], CultureInfo.InvariantCulture);

    private sealed class Watch(Action<int> seen) : DelegatingHandler(PrometheusConnection.Handler(null))
    {
        private int count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen(++count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
