using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.CloudWatch;

/// <summary>What a reading of a metric becomes.</summary>
internal enum MetricReading
{
    /// <summary>Percent of the reserved processor.</summary>
    CpuPercent,

    /// <summary>Percent of the reserved memory.</summary>
    MemoryPercent,

    /// <summary>CPU units.</summary>
    CpuUnits,

    /// <summary>Megabytes as ECS counts them.</summary>
    Megabytes,
}

/// <summary>A query of GetMetricData: of which service and how its values are to be read.</summary>
internal sealed record MetricQuery(string Id, MetricReading Reading, string Cluster, string Service, string Family, string Statistic)
{
    /// <summary>The value speaks of the processor.</summary>
    public bool IsCpu => Reading is MetricReading.CpuPercent or MetricReading.CpuUnits;

    /// <summary><c>cluster/service</c>, or <c>cluster/task/family</c>.</summary>
    public string Workload => Service.Length > 0 ? $"{Cluster}/{Service}" : $"{Cluster}/task/{Family}";
}

/// <summary>Reads the <c>MetricDataQueries</c> that the answers belong to: an answer names its series by id alone.</summary>
internal static class MetricQueries
{
    private const string Fix = "give the file that `aws cloudwatch get-metric-data` was called with (--metric-data-queries or --cli-input-json)";

    /// <exception cref="ProblemException">The file holds no queries, or one whose values cannot be read as use of one task.</exception>
    public static IReadOnlyDictionary<string, MetricQuery> Read(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new ProblemException(new Problem("the file of queries is not there", path, Fix));
        using var text = Compression.PackedText.Open(path, path, cancellationToken);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            throw new ProblemException(new Problem("the file of queries is not JSON", path, Fix));
        }

        using (document)
        {
            var items = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [.. document.RootElement.Items("MetricDataQueries")];
            if (items.Count == 0) throw new ProblemException(new Problem("the file holds no queries", path, Fix));
            var found = new Dictionary<string, MetricQuery>(StringComparer.Ordinal);
            foreach (var item in items)
                if (Query(item, path) is { } query) found[query.Id] = query;
            return found.Count > 0 ? found : throw new ProblemException(new Problem("no query is of the processor or the memory of an ECS service", path, "ask for CPUUtilization and MemoryUtilization of AWS/ECS, or CpuUtilized and MemoryUtilized of ECS/ContainerInsights"));
        }
    }

    private static MetricQuery? Query(JsonElement item, string path)
    {
        var (id, stat, metric) = (item.Text("Id"), item.Member("MetricStat").Text("Stat"), item.Member("MetricStat").Member("Metric"));
        MetricReading? reading = (metric.Text("Namespace"), metric.Text("MetricName")) switch
        {
            ("AWS/ECS", "CPUUtilization") => MetricReading.CpuPercent,
            ("AWS/ECS", "MemoryUtilization") => MetricReading.MemoryPercent,
            ("ECS/ContainerInsights", "CpuUtilized") => MetricReading.CpuUnits,
            ("ECS/ContainerInsights", "MemoryUtilized") => MetricReading.Megabytes,
            _ => null,
        };
        if (reading is null) return null;
        string Dimension(string name) => metric.Items("Dimensions").Where(dimension => dimension.Text("Name") == name).Select(dimension => dimension.Text("Value")).FirstOrDefault("");
        var (cluster, service, family) = (Dimension("ClusterName"), Dimension("ServiceName"), Dimension("TaskDefinitionFamily"));
        if (cluster.Length == 0 || (service.Length == 0 && family.Length == 0))
            throw new ProblemException(new Problem($"query `{id}` is of no service", path, "ask with the dimensions ClusterName and ServiceName: a cluster's own metrics say nothing of a task"));
        var unit = item.Member("MetricStat").Text("Unit");
        if (unit.Length > 0 && unit != (reading switch { MetricReading.Megabytes => "Megabytes", MetricReading.CpuUnits => "None", _ => "Percent" }))
            throw new ProblemException(new Problem($"query `{id}` asks for the unit `{unit}`", path, "leave the unit out: the metric has one unit only"));
        return stat is "Average" or "Maximum" || (stat.Length > 1 && stat[0] == 'p' && char.IsAsciiDigit(stat[1]))
            ? new MetricQuery(id, reading.Value, cluster, service, family, stat)
            : throw new ProblemException(new Problem($"query `{id}` asks for `{stat}`, which is of all tasks together", path, "ask for Maximum, Average or a percentile such as p99"));
    }
}
