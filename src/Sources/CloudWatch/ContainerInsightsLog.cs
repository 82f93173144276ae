using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Compression;
using CostTool.Sources.Traces;
using CostTool.Sources.UsageImports;

namespace CostTool.Sources.CloudWatch;

/// <summary>Performance log events of ECS Container Insights (log group <c>/aws/ecs/containerinsights/CLUSTER/performance</c>): the readings of each task and container, each minute.</summary>
/// <remarks>
/// Read as JSON lines, as lines of an export to S3 (an instant before each object), or as what <c>aws logs filter-log-events</c> prints. A task is a workload's instance:
/// <c>cluster/service</c>, or <c>cluster/task/family</c> where no service runs it. The size of a Fargate task limits it and each of its containers; what is reserved on EC2 is no limit.
/// </remarks>
public static class ContainerInsightsLog
{
    /// <summary>Reads files and folders into a sink.</summary>
    /// <exception cref="ProblemException">Nothing is there, a file cannot be read, or none holds an event.</exception>
    public static void Read(IReadOnlyList<string> inputs, IUsageSink sink, CancellationToken cancellationToken)
    {
        var files = TraceFiles.Expand(inputs);
        // A container's event may come before its task's, which alone knows the size.
        var sizes = new Dictionary<string, (double? Cores, double? Bytes)>(StringComparer.Ordinal);
        foreach (var (path, shown, _) in files)
        {
            foreach (var (json, _) in Events(path, shown, cancellationToken))
                if (json is { } task && task.Text("Type") == "Task" && task.Text("LaunchType") == "FARGATE")
                    sizes[task.Text("TaskId")] = (task.Number("CpuReserved") / EcsUnits.CpuUnitsPerCore, task.Number("MemoryReserved") * EcsUnits.BytesPerMegabyte);
        }

        foreach (var (path, shown, _) in files)
            foreach (var (json, where) in Events(path, shown, cancellationToken)) Take(json, where, sizes, sink);
    }

    private static void Take(JsonElement? json, string where, Dictionary<string, (double? Cores, double? Bytes)> sizes, IUsageSink sink)
    {
        if (json is not { } found)
        {
            sink.LeaveOut("not a JSON object", where);
            return;
        }

        var type = found.Text("Type");
        if (type is not ("Task" or "Container"))
        {
            sink.LeaveOut(type is "Service" or "Cluster" or "Instance" or "Volume" ? "event of a service, cluster, instance or volume" : "event of unknown type", where);
            return;
        }

        var (task, cluster, service, family) = (found.Text("TaskId"), found.Text("ClusterName"), found.Text("ServiceName"), found.Text("TaskDefinitionFamily"));
        var (cpu, memory) = (found.Number("CpuUtilized") / EcsUnits.CpuUnitsPerCore, found.Number("MemoryUtilized") * EcsUnits.BytesPerMegabyte);
        var milliseconds = found.Number("Timestamp");
        if (task.Length == 0 || cluster.Length == 0 || (service.Length == 0 && family.Length == 0)) sink.LeaveOut("no task, cluster, or service and family", where);
        else if (type == "Container" && found.Text("ContainerName").Length == 0) sink.LeaveOut("no container name", where);
        // Between the years 2000 and 2100; anything else is no count of milliseconds.
        else if (milliseconds is not (>= 946_684_800_000 and < 4_102_444_800_000)) sink.LeaveOut(TraceText.UnreadableTime, where);
        else if (cpu is null && memory is null) sink.LeaveOut("no utilization, as where nothing is reserved", where);
        else
        {
            var size = sizes.GetValueOrDefault(task);
            sink.Keep(new UsageSample
            {
                Timestamp = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds.Value),
                Key = new UsageKey(service.Length > 0 ? $"{cluster}/{service}" : $"{cluster}/task/{family}", type == "Task" ? "" : found.Text("ContainerName")),
                Instance = task,
                CpuCores = cpu,
                MemoryBytes = memory,
                CpuLimitCores = size.Cores,
                MemoryLimitBytes = size.Bytes,
            });
        }
    }

    // Each line, or each message of an answer; null where it is no JSON object.
    private static IEnumerable<(JsonElement? Json, string Where)> Events(string path, string shown, CancellationToken cancellationToken)
    {
        using (var peek = new StreamReader(PackedText.Open(path, shown, cancellationToken)))
        {
            if (IsAnswer(peek.ReadLine())) return Messages(path, shown, cancellationToken);
        }

        return Lines(path, shown, cancellationToken);
    }

    // The command line prints one object over many lines, or on one line with the member `events`.
    private static bool IsAnswer(string? line) => line is not null && (line.Trim() == "{" || line.StartsWith("{\"events\":", StringComparison.Ordinal) || line.StartsWith("{\"searchedLogStreams\":", StringComparison.Ordinal));

    private static IEnumerable<(JsonElement?, string)> Messages(string path, string shown, CancellationToken cancellationToken)
    {
        using var document = JsonDocuments.Open(path, shown, cancellationToken);
        if (document.RootElement.Member("events").ValueKind != JsonValueKind.Array)
            throw new ProblemException(new Problem("the file has no array `events`", shown, "give log events as JSON lines, or what `aws logs filter-log-events` prints"));
        if (document.RootElement.Text("nextToken").Length > 0)
            throw new ProblemException(new Problem("the answer is one page of several", shown, "let the command line fetch all pages: leave out --max-items and --no-paginate"));
        foreach (var (place, item) in document.RootElement.Items("events").Index()) yield return (Parse(item.Text("message")), $"{shown} event {place + 1}");
    }

    private static IEnumerable<(JsonElement?, string)> Lines(string path, string shown, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(PackedText.Open(path, shown, cancellationToken));
        for (var line = 1L; text.ReadLine() is { } read; line++)
        {
            if ((line & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!string.IsNullOrWhiteSpace(read)) yield return (Parse(read), TraceText.At(shown, line));
        }
    }

    private static JsonElement? Parse(string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return null;
        // An export to S3 writes the instant of arrival before the event.
        if (start > 0 && !DateTimeOffset.TryParse(text.AsSpan(0, start), System.Globalization.CultureInfo.InvariantCulture, out _)) return null;
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(start));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
