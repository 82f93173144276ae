using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Traces;
using CostTool.Sources.UsageImports;

namespace CostTool.Sources.CloudWatch;

/// <summary>Answers of CloudWatch's GetMetricData for ECS services.</summary>
/// <remarks>
/// AWS/ECS has percents of what the tasks reserve, so that ECS's own answers must tell the reservation; ECS/ContainerInsights has CPU units and megabytes.
/// A series speaks of a service's tasks together: Maximum is the busiest task, Average hides it, and the number of tasks is unknown, so that a service is one instance.
/// </remarks>
public static class MetricDataImport
{
    /// <summary>Reads answers into a sink.</summary>
    /// <param name="inputs">Answers: files or folders.</param>
    /// <param name="queriesFile">The queries that they answer.</param>
    /// <param name="ecs">Answers of <c>aws ecs describe-task-definition</c> and <c>describe-services</c>; may be none where no percents are asked for.</param>
    /// <param name="sink">Where samples go.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="ProblemException">An answer is partial or malformed, or a reservation is not told.</exception>
    public static void Read(IReadOnlyList<string> inputs, string queriesFile, IReadOnlyList<string> ecs, IUsageSink sink, CancellationToken cancellationToken)
    {
        var queries = MetricQueries.Read(queriesFile, cancellationToken);
        var reservations = EcsReservations.Read(ecs, cancellationToken);
        var unknown = queries.Values.Where(query => query.Reading is MetricReading.CpuPercent or MetricReading.MemoryPercent)
            .Where(query => reservations.Of(query.Cluster, query.Service, query.Family) is not { } known || (query.IsCpu ? known.Cores : known.Bytes) is null)
            .Select(query => query.Workload).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new ProblemException([.. unknown.Select(workload => new Problem(
                "the metric is a percent of a reservation that is not told", workload, "give what `aws ecs describe-services` and `describe-task-definition` print with --ecs, or ask for ECS/ContainerInsights"))]);
        }

        var values = Values(inputs, queries, sink, cancellationToken);
        foreach (var workload in values.Keys.GroupBy(query => query.Workload, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            Join([.. workload], values, reservations, sink);
    }

    private static Dictionary<MetricQuery, SortedDictionary<DateTimeOffset, double>> Values(IReadOnlyList<string> inputs, IReadOnlyDictionary<string, MetricQuery> queries, IUsageSink sink, CancellationToken cancellationToken)
    {
        var values = new Dictionary<MetricQuery, SortedDictionary<DateTimeOffset, double>>();
        var unfinished = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, shown, named) in TraceFiles.Expand(inputs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var document = JsonDocuments.Open(path, shown, cancellationToken);
            if (document.RootElement.Member("MetricDataResults").ValueKind != JsonValueKind.Array)
            {
                if (named) throw new ProblemException(new Problem("the file has no `MetricDataResults`", shown, "give what `aws cloudwatch get-metric-data` prints with --output json"));
                sink.Note($"{shown} is no answer of GetMetricData and was passed over");
                continue;
            }

            foreach (var result in document.RootElement.Items("MetricDataResults"))
            {
                var (id, status) = (result.Text("Id"), result.Text("StatusCode"));
                var (times, numbers) = (result.Items("Timestamps").ToList(), result.Items("Values").ToList());
                if (times.Count != numbers.Count) throw new ProblemException(new Problem($"series `{id}` has {times.Count} timestamps and {numbers.Count} values", shown, "fetch the answer again"));
                if (status == "Complete") unfinished.Remove(id);
                else unfinished[id] = $"{status} in {shown}";
                if (!queries.TryGetValue(id, out var query))
                {
                    sink.LeaveOut("series of no query of an ECS service", $"{shown} `{id}`", times.Count);
                    continue;
                }

                if (!values.TryGetValue(query, out var series)) values[query] = series = [];
                for (var place = 0; place < times.Count; place++)
                {
                    if (Instant(times[place]) is not { } instant) sink.LeaveOut(TraceText.UnreadableTime, $"{shown} `{id}`");
                    else if (numbers[place].ValueKind != JsonValueKind.Number) sink.LeaveOut(TraceText.UnreadableNumber, $"{shown} `{id}`");
                    else if (!series.TryAdd(instant, numbers[place].GetDouble())) sink.LeaveOut("same instant of a series again", $"{shown} `{id}`");
                }
            }
        }

        if (unfinished.Count > 0)
        {
            var (id, status) = unfinished.OrderBy(pair => pair.Key, StringComparer.Ordinal).First();
            throw new ProblemException(new Problem($"{unfinished.Count} series are not complete, the first: `{id}` ({status})", inputs[0], "let the command line fetch all pages, and give them all"));
        }

        return values;
    }

    private static void Join(List<MetricQuery> queries, Dictionary<MetricQuery, SortedDictionary<DateTimeOffset, double>> values, EcsReservations reservations, IUsageSink sink)
    {
        var (cpu, memory) = (Best(queries, true, values, sink), Best(queries, false, values, sink));
        var some = cpu ?? memory!;
        var reservation = reservations.Of(some.Cluster, some.Service, some.Family);
        sink.Note("series of a service speak of its tasks together: a service counts as one instance");
        if (queries.Exists(query => query.Reading is MetricReading.CpuPercent or MetricReading.MemoryPercent)) sink.Note("percents are taken of today's reservation over the whole range");
        foreach (var query in ((MetricQuery?[])[cpu, memory]).Where(query => query?.Statistic == "Average")) sink.Note($"{query!.Workload}: Average hides the peaks of single tasks and within a period");
        var instants = new SortedSet<DateTimeOffset>(cpu is null ? [] : values[cpu].Keys);
        if (memory is not null) instants.UnionWith(values[memory].Keys);
        foreach (var instant in instants)
        {
            sink.Keep(new UsageSample
            {
                Timestamp = instant,
                Key = new UsageKey(some.Workload, ""),
                Instance = some.Service.Length > 0 ? some.Service : some.Family,
                CpuCores = Value(cpu, instant, reservation?.Cores / 100, 1 / EcsUnits.CpuUnitsPerCore),
                MemoryBytes = Value(memory, instant, reservation?.Bytes / 100, EcsUnits.BytesPerMegabyte),
                CpuLimitCores = reservation is { IsFargate: true } ? reservation.Value.Cores : null,
                MemoryLimitBytes = reservation is { IsFargate: true } ? reservation.Value.Bytes : null,
            });
        }

        double? Value(MetricQuery? query, DateTimeOffset instant, double? perPercent, double perUnit) =>
            query is null || !values[query].TryGetValue(instant, out var value) ? null
            : value * (query.Reading is MetricReading.CpuPercent or MetricReading.MemoryPercent ? perPercent : perUnit);
    }

    // Absolute values before percents, then the statistic that shows most of a peak.
    private static MetricQuery? Best(List<MetricQuery> queries, bool cpu, Dictionary<MetricQuery, SortedDictionary<DateTimeOffset, double>> values, IUsageSink sink)
    {
        var candidates = queries.Where(query => query.IsCpu == cpu)
            .OrderByDescending(query => query.Reading is MetricReading.CpuUnits or MetricReading.Megabytes)
            .ThenByDescending(query => query.Statistic switch { "Maximum" => 101, "Average" => -1, var percentile => double.TryParse(percentile.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var rank) ? rank : 0 })
            .ThenBy(query => query.Id, StringComparer.Ordinal).ToList();
        foreach (var other in candidates.Skip(1)) sink.LeaveOut("another metric or statistic of the same thing", $"`{other.Id}` beside `{candidates[0].Id}`", values[other].Count);
        return candidates.FirstOrDefault();
    }

    private static DateTimeOffset? Instant(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when DateTimeOffset.TryParse(element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) => instant,
        JsonValueKind.Number when TraceText.TryEpoch(element.GetRawText(), out var instant) => instant,
        _ => null,
    };
}
