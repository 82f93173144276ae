using System.Globalization;

namespace CostTool.Sources.Prometheus;

/// <summary>The six readings of a container in PromQL, each by namespace, pod and container.</summary>
/// <remarks>
/// The processor is <c>rate</c> over a window of at least four scrapes, because rate needs two and one or two may be late: over 75 s with a scrape each minute most
/// answers are empty. Counter resets are rate's business. Memory is the highest working set between two samples, not the one that happened to be scraped last.
/// A kill for memory is a restart in a container whose last end was OOMKilled; restarts are counted exactly, without the extrapolation of <c>increase</c>.
/// </remarks>
internal sealed record UsageQueries(string Matchers, string CadvisorJob, long Step, long ScrapeInterval)
{
    /// <summary>Counter of processor seconds.</summary>
    public const string CpuMetric = "container_cpu_usage_seconds_total";

    /// <summary>Working set.</summary>
    public const string MemoryMetric = "container_memory_working_set_bytes";

    private const int ScrapesPerWindow = 4;
    private const string By = "by (namespace, pod, container)";
    private const string RealContainer = "container!=\"\",container!=\"POD\"";

    /// <summary>Seconds that a rate looks back.</summary>
    public long Window => Math.Max(Step, ScrapesPerWindow * ScrapeInterval);

    /// <summary>Selector of the containers of any namespace, for looking around.</summary>
    public static string Everything(string metric, string matchers) => $"{metric}{{{Join(RealContainer, matchers)}}}";

    /// <summary>Selector of the containers of a namespace.</summary>
    public string InNamespace(string metric, string space) => $"{metric}{{{Join(RealContainer, $"namespace={PromText.Literal(space)}", Job, Matchers)}}}";

    /// <summary>Selector of what kube-state-metrics tells of a namespace.</summary>
    public string Owners(string metric, string space) => $"{metric}{{{Join($"namespace={PromText.Literal(space)}", Matchers)}}}";

    /// <summary>The query of a reading for pods of a namespace.</summary>
    public string Of(Reading reading, string space, IReadOnlyList<string> pods)
    {
        var which = $"namespace={PromText.Literal(space)},pod=~{PromText.AnyOf(pods)}";
        var cadvisor = Join(RealContainer, which, Job, Matchers);
        var state = Join("container!=\"\"", which, Matchers);
        var restarts = $"kube_pod_container_status_restarts_total{{{state}}}";
        return reading switch
        {
            Reading.Cpu => $"sum {By} (rate({CpuMetric}{{{cadvisor}}}[{Seconds(Window)}]))",
            Reading.Memory => $"max {By} (max_over_time({MemoryMetric}{{{cadvisor}}}[{Seconds(Step)}]))",
            Reading.CpuLimit => $"max {By} (kube_pod_container_resource_limits{{resource=\"cpu\",{state}}})",
            Reading.MemoryLimit => $"max {By} (kube_pod_container_resource_limits{{resource=\"memory\",{state}}})",
            Reading.Throttled => $"sum {By} (increase(container_cpu_cfs_throttled_periods_total{{{cadvisor}}}[{Seconds(Window)}])) / (sum {By} (increase(container_cpu_cfs_periods_total{{{cadvisor}}}[{Seconds(Window)}])) > 0)",
            Reading.OomKills => $"max {By} ({restarts} - min_over_time({restarts}[{Seconds(Step + ScrapeInterval)}])) and max {By} (kube_pod_container_status_last_terminated_reason{{reason=\"OOMKilled\",{state}}}) == 1",
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "no such reading"),
        };
    }

    private string Job => CadvisorJob.Length == 0 ? "" : $"job={PromText.Literal(CadvisorJob)}";

    private static string Join(params string[] matchers) => string.Join(',', matchers.Where(matcher => matcher.Length > 0));

    private static string Seconds(long seconds) => seconds.ToString(CultureInfo.InvariantCulture) + "s";
}

/// <summary>What is read of a container.</summary>
internal enum Reading
{
    Cpu,
    Memory,
    CpuLimit,
    MemoryLimit,
    Throttled,
    OomKills,
}
