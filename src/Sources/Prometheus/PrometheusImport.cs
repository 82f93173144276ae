using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageImports;

namespace CostTool.Sources.Prometheus;

/// <summary>Chunks done of all.</summary>
public readonly record struct ImportProgress(int Done, int All);

/// <summary>Imports the utilization of a cluster's containers from Prometheus into a usage file.</summary>
/// <param name="client">The server.</param>
/// <param name="clock">For the end of the range where none is given.</param>
public sealed class PrometheusImport(PrometheusClient client, TimeProvider clock)
{
    // Prometheus refuses more than 11,000 points of a series.
    private const int MostPoints = 10_000;
    private const long AssumedScrapeInterval = 60;

    /// <summary>Reads the range and writes the file. Stopped at any point, the same call goes on where it stopped; parts lie in FILE.parts until the end.</summary>
    /// <exception cref="ProblemException">The server refuses, has no data, or another import is unfinished at this file.</exception>
    public async Task<UsageIntake> RunAsync(PrometheusRequest request, string path, string shown, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var (intake, nothing) = await FindAsync(request, path, shown, progress, cancellationToken).ConfigureAwait(false);
        return intake ?? throw new ProblemException(nothing!);
    }

    /// <summary>As <see cref="RunAsync"/>, but a server that answers and has no data in the range is no fault.</summary>
    /// <returns>What was taken in, or why there is nothing.</returns>
    /// <exception cref="ProblemException">The server refuses or cannot be reached, or another import is unfinished at this file.</exception>
    public async Task<(UsageIntake? Intake, Problem? Nothing)> FindAsync(PrometheusRequest request, string path, string shown, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        UsageFileWriter.RequireKnownName(path, shown);
        try
        {
            return (await ImportAsync(request, path, shown, progress, cancellationToken).ConfigureAwait(false), null);
        }
        catch (EmptyRangeException empty)
        {
            return (null, empty.Problem);
        }
        catch (QueryTooLargeException fault)
        {
            throw new ProblemException(new Problem($"the server refuses even to list its series: {fault.Message}", client.Shown, "import one --namespace at a time, or raise the server's limits"));
        }
    }

    private async Task<UsageIntake> ImportAsync(PrometheusRequest request, string path, string shown, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var state = new ImportState(Path.GetFullPath(path));
        var plan = state.Plan();
        if (plan is null) state.Begin(plan = await PlanAsync(request, cancellationToken));
        else RequireSame(plan, request, state.Folder);

        var queries = new UsageQueries(plan.Matchers, plan.Job, plan.Step, plan.ScrapeInterval);
        var reader = new ChunkReader(client, queries, request.PodsPerQuery);
        var chunks = Chunks(plan).ToList();
        var done = 0;
        progress?.Report(new ImportProgress(0, chunks.Count));
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = request.Concurrency, CancellationToken = cancellationToken }, async (chunk, token) =>
        {
            if (state.Counts(chunk) is null) await ReadPartAsync(reader, state, chunk, token);
            progress?.Report(new ImportProgress(Interlocked.Increment(ref done), chunks.Count));
        });
        return Assemble(state, plan, chunks, path, shown, cancellationToken);
    }

    private static async Task ReadPartAsync(ChunkReader reader, ImportState state, UsageChunk chunk, CancellationToken cancellationToken)
    {
        using var part = new UsageFileWriter(state.PartFile(chunk), state.PartFile(chunk));
        await reader.ReadAsync(chunk, part, cancellationToken);
        state.Finish(chunk, part.Kept > 0 ? part.Finish(cancellationToken) : part.Intake);
    }

    private UsageIntake Assemble(ImportState state, ImportPlan plan, IReadOnlyList<UsageChunk> chunks, string path, string shown, CancellationToken cancellationToken)
    {
        var none = new UsageIntake { Rows = 0, Kept = 0, LeftOut = new Dictionary<string, long>(), Notes = plan.Notes };
        var intake = chunks.Select(chunk => state.Counts(chunk)!).Aggregate(none, UsageIntake.Merge);
        if (intake.Kept == 0) throw new EmptyRangeException(new Problem("the range holds no sample", client.Shown, "check the range and the matchers; nothing was written"));
        using (var whole = new UsageFileWriter(path, shown))
            whole.FinishFrom([.. chunks.Where(chunk => state.Counts(chunk)!.Kept > 0).Select(state.PartFile)], cancellationToken);
        state.Remove();
        return intake with { Notes = [.. intake.Notes.Distinct(StringComparer.Ordinal), .. TrafficNotes()] };
    }

    private IEnumerable<string> TrafficNotes()
    {
        var traffic = client.Traffic;
        yield return FormattableString.Invariant($"{traffic.Requests} requests, {traffic.Retries} of them repeats");
        if (traffic.Partial > 0) yield return FormattableString.Invariant($"{traffic.Partial} answers were partial or cut off, thrown away and asked again");
        if (traffic.Halvings > 0) yield return FormattableString.Invariant($"{traffic.Halvings} queries were too large for the server and asked in halves");
    }

    private static IEnumerable<UsageChunk> Chunks(ImportPlan plan)
    {
        foreach (var space in plan.Namespaces)
            for (var start = plan.Start; start < plan.End; start += plan.ChunkSeconds)
                yield return new UsageChunk(space, start, Math.Min(start + plan.ChunkSeconds, plan.End));
    }

    private async Task<ImportPlan> PlanAsync(PrometheusRequest request, CancellationToken cancellationToken)
    {
        var step = (long)request.Step.TotalSeconds;
        var end = (request.End ?? clock.GetUtcNow()).ToUnixTimeSeconds() / step * step;
        var start = end - ((long)request.Span.TotalSeconds / step * step);
        var everything = UsageQueries.Everything(UsageQueries.CpuMetric, request.Matchers);
        var spaces = await client.LabelValuesAsync("namespace", everything, start, end, cancellationToken);
        if (spaces.Count == 0)
        {
            throw new EmptyRangeException(new Problem(
                $"there is no `{UsageQueries.CpuMetric}` with a namespace and a container in the range", client.Shown, "ask the Prometheus that scrapes the kubelets' cAdvisor, and check the range and the matchers"));
        }

        var missing = request.Namespaces.Except(spaces, StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw new ProblemException(new Problem($"namespace `{missing[0]}` has no container in the range", "--namespace", $"known are {string.Join(", ", spaces.Take(20))}"));
        var wanted = request.Namespaces.Count > 0 ? [.. request.Namespaces.Order(StringComparer.Ordinal)] : spaces;
        var (job, notes) = await JobAsync(everything, start, end, cancellationToken);
        var interval = await ScrapeIntervalAsync(new UsageQueries(request.Matchers, job, step, AssumedScrapeInterval), wanted, start, end, cancellationToken);
        if (interval is null) notes.Add(FormattableString.Invariant($"the scrape interval cannot be told and is taken as {AssumedScrapeInterval} s"));
        var queries = new UsageQueries(request.Matchers, job, step, interval ?? AssumedScrapeInterval);
        if (queries.Window > step) notes.Add(FormattableString.Invariant($"each rate looks back {queries.Window} s, four scrapes, and so over more than one step"));
        return new ImportPlan
        {
            Address = client.Shown,
            Start = start,
            End = end,
            Step = step,
            ChunkSeconds = ChunkSeconds(request),
            Matchers = request.Matchers,
            AskedNamespaces = request.Namespaces,
            Namespaces = wanted,
            Job = job,
            ScrapeInterval = queries.ScrapeInterval,
            Notes = notes,
        };
    }

    private static long ChunkSeconds(PrometheusRequest request)
    {
        var step = (long)request.Step.TotalSeconds;
        return Math.Clamp((long)request.Chunk.TotalSeconds / step, 1, MostPoints) * step;
    }

    // The same container scraped by two jobs would count twice.
    private async Task<(string Job, List<string> Notes)> JobAsync(string everything, long start, long end, CancellationToken cancellationToken)
    {
        var jobs = await client.LabelValuesAsync("job", everything, start, end, cancellationToken);
        if (jobs.Count == 0) return ("", []);
        var chosen = jobs.Contains("kubelet") ? "kubelet" : jobs[0];
        return (chosen, jobs.Count == 1 ? [] : [$"several jobs scrape the containers ({string.Join(", ", jobs)}); `{chosen}` is read"]);
    }

    // The container seen most often in an hour was scraped once each interval.
    private async Task<long?> ScrapeIntervalAsync(UsageQueries queries, IReadOnlyList<string> spaces, long start, long end, CancellationToken cancellationToken)
    {
        foreach (var window in (long[])[3600, 600, 60])
        foreach (var at in (long[])[end, start + ((end - start) / 2), Math.Min(start + window, end)])
        foreach (var space in spaces.Take(5))
        {
            var query = FormattableString.Invariant($"max(count_over_time({queries.InNamespace(UsageQueries.CpuMetric, space)}[{window}s]))");
            try
            {
                // Fewer than two scrapes tell nothing. n scrapes are at least n - 1 intervals apart; an interval told too long only makes the rate's window longer.
                if (await client.QueryAsync(query, at, cancellationToken) is [{ Points: [var (_, count)] }] && count >= 2) return (long)Math.Ceiling(window / (count - 1));
            }
            catch (QueryTooLargeException)
            {
                client.Traffic.CountHalving();
            }
        }

        return null;
    }

    private void RequireSame(ImportPlan plan, PrometheusRequest request, string folder)
    {
        var step = (long)request.Step.TotalSeconds;
        var same = plan.Address == client.Shown && plan.Step == step && plan.ChunkSeconds == ChunkSeconds(request) && plan.Matchers == request.Matchers
            && plan.AskedNamespaces.SequenceEqual(request.Namespaces, StringComparer.Ordinal) && plan.End - plan.Start == (long)request.Span.TotalSeconds / step * step
            && (request.End is null || request.End.Value.ToUnixTimeSeconds() / step * step == plan.End);
        if (!same) throw new ProblemException(new Problem("an import with other options is unfinished here", folder, "finish it with its own options, or remove the folder"));
    }
}
