using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Prometheus;

/// <summary>One namespace over one stretch of time.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Start">Seconds since 1970; the first sample is a step later.</param>
/// <param name="End">Seconds since 1970; the last sample.</param>
internal readonly record struct UsageChunk(string Namespace, long Start, long End);

/// <summary>Asks for a chunk and joins its readings into samples.</summary>
internal sealed class ChunkReader(PrometheusClient client, UsageQueries queries, int podsPerQuery)
{
    private static readonly string[] Names = ["cpu_cores", "memory_bytes", "cpu_limit_cores", "memory_limit_bytes", "throttled_ratio", "oom_kills"];

    // What the server was found to answer at once, in samples of a series, by reading; shared by all chunks.
    private readonly int[] pointsPerQuery = [.. Enum.GetValues<Reading>().Select(_ => int.MaxValue)];

    public async Task ReadAsync(UsageChunk chunk, IUsageSink sink, CancellationToken cancellationToken)
    {
        var directory = new WorkloadDirectory();
        foreach (var series in await client.SeriesAsync(queries.Owners("kube_pod_owner", chunk.Namespace), chunk.Start, chunk.End, cancellationToken)) directory.AddPod(series);
        foreach (var series in await client.SeriesAsync(queries.Owners("kube_replicaset_owner", chunk.Namespace), chunk.Start, chunk.End, cancellationToken)) directory.AddReplicaSet(series);
        foreach (var series in await client.SeriesAsync(queries.Owners("kube_job_owner", chunk.Namespace), chunk.Start, chunk.End, cancellationToken)) directory.AddJob(series);
        var pods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var metric in (string[])[UsageQueries.CpuMetric, UsageQueries.MemoryMetric])
            pods.UnionWith(await client.LabelValuesAsync("pod", queries.InNamespace(metric, chunk.Namespace), chunk.Start, chunk.End, cancellationToken));
        foreach (var some in pods.Chunk(podsPerQuery))
        {
            var table = new ReadingTable(chunk.Start, queries.Step, (int)((chunk.End - chunk.Start) / queries.Step));
            foreach (var reading in Enum.GetValues<Reading>()) await FillAsync(table, reading, chunk.Namespace, some, 0, table.Points, cancellationToken);
            Emit(table, chunk.Namespace, directory, sink);
        }
    }

    // Points [from, to) of some pods; in halves where the server finds that too much.
    private async Task FillAsync(ReadingTable table, Reading reading, string space, string[] pods, int from, int to, CancellationToken cancellationToken)
    {
        var most = Volatile.Read(ref pointsPerQuery[(int)reading]);
        if (to - from > most)
        {
            for (var at = from; at < to; at += most) await FillAsync(table, reading, space, pods, at, Math.Min(to, at + most), cancellationToken);
            return;
        }

        try
        {
            foreach (var series in await client.QueryRangeAsync(queries.Of(reading, space, pods), table.Instant(from), table.Instant(to - 1), table.Step, cancellationToken))
                table.Add(reading, series);
        }
        catch (QueryTooLargeException fault)
        {
            client.Traffic.CountHalving();
            if (to - from > 1)
            {
                Volatile.Write(ref pointsPerQuery[(int)reading], Math.Min(Volatile.Read(ref pointsPerQuery[(int)reading]), (to - from + 1) / 2));
                await FillAsync(table, reading, space, pods, from, to, cancellationToken);
            }
            else if (pods.Length > 1)
            {
                await FillAsync(table, reading, space, pods[..(pods.Length / 2)], from, to, cancellationToken);
                await FillAsync(table, reading, space, pods[(pods.Length / 2)..], from, to, cancellationToken);
            }
            else
            {
                throw new ProblemException(new Problem($"the server refuses even one sample of one pod: {fault.Message}", $"{client.Shown} {space}/{pods[0]}", "raise the server's --query.max-samples, or import with a smaller --step"));
            }
        }
    }

    private static void Emit(ReadingTable table, string space, WorkloadDirectory directory, IUsageSink sink)
    {
        foreach (var ((pod, container), readings) in table.Containers)
        {
            var key = new UsageKey(directory.WorkloadOf(space, pod, out var guessed), container);
            if (guessed) sink.Note($"pods of {key.Workload} have no owner in kube-state-metrics; the workload is taken from the pod's name");
            for (var point = 0; point < table.Points; point++)
            {
                var (cpu, memory) = (readings.At(Reading.Cpu, point), readings.At(Reading.Memory, point));
                if (cpu is null && memory is null)
                {
                    if (readings.WasOdd(point)) sink.LeaveOut("no finite reading", $"{space}/{pod}:{container}");
                    continue;
                }

                sink.Keep(new UsageSample
                {
                    Timestamp = DateTimeOffset.FromUnixTimeSeconds(table.Instant(point)),
                    Key = key,
                    Instance = pod,
                    CpuCores = cpu,
                    MemoryBytes = memory,
                    CpuLimitCores = readings.At(Reading.CpuLimit, point),
                    MemoryLimitBytes = readings.At(Reading.MemoryLimit, point),
                    ThrottledRatio = readings.At(Reading.Throttled, point) is { } ratio ? Math.Min(ratio, 1) : null,
                    OomKills = readings.At(Reading.OomKills, point) is { } kills ? (long)Math.Round(kills) : null,
                });
            }
        }

        foreach (var (reading, count) in table.Odd.Index().Where(pair => pair.Item > 0))
            sink.Note(FormattableString.Invariant($"{space}: {count} readings of {Names[reading]} are NaN or infinite and left unknown"));
    }
}
