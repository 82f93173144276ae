using System.Globalization;
using System.Text;
using CostTool.Sources.Prometheus;
using CostTool.Sources.Tests.Celery;

namespace CostTool.Sources.Tests.Prometheus;

/// <summary>A real Prometheus, from the Debian package, with three hours of a small cluster scraped each 30 seconds. It answers no query that needs many samples.</summary>
public sealed class RealPrometheus : IAsyncLifetime
{
    public const int MaxSamples = 60;
    private const int Scrapes = 360;
    private const int Interval = 30;
    private readonly ServerProcess server = new("prometheus");

    public static DateTimeOffset Start { get; } = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset End { get; } = Start.AddSeconds(Scrapes * Interval);

    public string Url => $"http://127.0.0.1:{server.Port}";

    public PrometheusClient Client(HttpMessageHandler? handler = null) =>
        new(handler ?? PrometheusConnection.Handler(null), Url, PrometheusCredentials.Read(_ => null, null, null), TimeProvider.System, () => 0.5, TimeSpan.FromMinutes(2));

    public async ValueTask InitializeAsync()
    {
        try
        {
            server.WriteFile("cluster.om", Cluster());
            server.WriteFile("prometheus.yml", "");
            await server.RunAsync("promtool", ["tsdb", "create-blocks-from", "openmetrics", $"{server.Folder}/cluster.om", $"{server.Folder}/data"]);
            await StartAsync(server, $"--query.max-samples={MaxSamples}", "--storage.tsdb.retention.time=100y");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal static Task StartAsync(ServerProcess server, params string[] more) => server.StartAsync(
        "prometheus",
        [$"--config.file={server.Folder}/prometheus.yml", $"--storage.tsdb.path={server.Folder}/data", $"--web.listen-address=127.0.0.1:{server.Port}", .. more],
        async () =>
        {
            using var http = new HttpClient();
            (await http.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/-/ready"))).EnsureSuccessStatusCode();
        });

    private static string Cluster()
    {
        const string web = "namespace=\"shop\",pod=\"web-6d8c7b9f4d-x2k9p\",container=\"app\"";
        const string brief = "namespace=\"shop\",pod=\"web-6d8c7b9f4d-zzzzz\",container=\"app\"";
        const string worker = "namespace=\"shop\",pod=\"worker-0\",container=\"celery\"";
        const string lone = "namespace=\"ops\",pod=\"shell\",container=\"sh\"";
        var text = new StringBuilder();
        // 15 s of processor in 30 s are 0.5 cores; the counter starts again at half time. The second job scrapes the same container.
        Family("container_cpu_usage_seconds", "counter");
        foreach (var job in (string[])["cadvisor", "kubelet"])
            Series($"container_cpu_usage_seconds_total{{job=\"{job}\",{web}}}", scrape => 15 * (scrape < 180 ? scrape : scrape - 180));
        Series($"container_cpu_usage_seconds_total{{job=\"kubelet\",{brief}}}", scrape => scrape <= 120 ? 6 * scrape : null);
        Series($"container_cpu_usage_seconds_total{{job=\"kubelet\",{worker}}}", scrape => 3 * scrape);
        Series($"container_cpu_usage_seconds_total{{job=\"kubelet\",{lone}}}", scrape => 3 * scrape);
        // The whole pod and its sandbox, which are no containers.
        Series("container_cpu_usage_seconds_total{job=\"kubelet\",namespace=\"shop\",pod=\"web-6d8c7b9f4d-x2k9p\",container=\"\"}", scrape => 99 * scrape);
        Series("container_cpu_usage_seconds_total{job=\"kubelet\",namespace=\"shop\",pod=\"web-6d8c7b9f4d-x2k9p\",container=\"POD\"}", scrape => 99 * scrape);
        // A peak of one scrape, 30 s after a sample.
        Family("container_memory_working_set_bytes", "gauge");
        Series($"container_memory_working_set_bytes{{job=\"kubelet\",{web}}}", scrape => scrape == 121 ? 300 << 20 : 100 << 20);
        Series($"container_memory_working_set_bytes{{job=\"kubelet\",{worker}}}", _ => 50 << 20);
        Series($"container_memory_working_set_bytes{{job=\"kubelet\",{lone}}}", scrape => scrape is >= 20 and <= 40 ? double.NaN : 1000);
        Family("container_cpu_cfs_periods", "counter");
        Series($"container_cpu_cfs_periods_total{{job=\"kubelet\",{web}}}", scrape => 300 * scrape);
        Series($"container_cpu_cfs_periods_total{{job=\"kubelet\",{worker}}}", _ => 7);
        Family("container_cpu_cfs_throttled_periods", "counter");
        Series($"container_cpu_cfs_throttled_periods_total{{job=\"kubelet\",{web}}}", scrape => 15 * scrape);
        Series($"container_cpu_cfs_throttled_periods_total{{job=\"kubelet\",{worker}}}", _ => 7);
        Family("kube_pod_container_resource_limits", "gauge");
        Series($"kube_pod_container_resource_limits{{{web},resource=\"cpu\"}}", _ => 1);
        Series($"kube_pod_container_resource_limits{{{web},resource=\"memory\"}}", _ => 512 << 20);
        // Two kills in one scrape interval.
        Family("kube_pod_container_status_restarts", "counter");
        Series($"kube_pod_container_status_restarts_total{{{worker}}}", scrape => scrape < 241 ? 4 : 6);
        Family("kube_pod_container_status_last_terminated_reason", "gauge");
        Series($"kube_pod_container_status_last_terminated_reason{{{worker},reason=\"OOMKilled\"}}", scrape => scrape < 241 ? null : 1);
        Family("kube_pod_owner", "gauge");
        Series("kube_pod_owner{namespace=\"shop\",pod=\"web-6d8c7b9f4d-x2k9p\",owner_kind=\"ReplicaSet\",owner_name=\"web-6d8c7b9f4d\",owner_is_controller=\"true\"}", _ => 1);
        Series("kube_pod_owner{namespace=\"shop\",pod=\"worker-0\",owner_kind=\"StatefulSet\",owner_name=\"worker\",owner_is_controller=\"true\"}", _ => 1);
        Series("kube_pod_owner{namespace=\"ops\",pod=\"shell\",owner_kind=\"<none>\",owner_name=\"<none>\",owner_is_controller=\"<none>\"}", _ => 1);
        Family("kube_replicaset_owner", "gauge");
        Series("kube_replicaset_owner{namespace=\"shop\",replicaset=\"web-6d8c7b9f4d\",owner_kind=\"Deployment\",owner_name=\"web\",owner_is_controller=\"true\"}", _ => 1);
        return text.Append("# EOF\n").ToString();

        void Family(string name, string type) => text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

        void Series(string series, Func<int, double?> value)
        {
            for (var scrape = 0; scrape <= Scrapes; scrape++)
                if (value(scrape) is { } found) text.Append(CultureInfo.InvariantCulture, $"{series} {found} {Start.ToUnixTimeSeconds() + (scrape * Interval)}\n");
        }
    }
}
