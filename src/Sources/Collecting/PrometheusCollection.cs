using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Prometheus;

namespace CostTool.Sources.Collecting;

/// <summary>Utilization from Prometheus, a file for each whole day. A day that is there is never asked again.</summary>
/// <param name="client">The server.</param>
/// <param name="folder">The workspace.</param>
/// <param name="days">Whole days before today.</param>
/// <param name="concurrency">Queries at the same time.</param>
/// <param name="clock">The time.</param>
public sealed class PrometheusCollection(PrometheusClient client, CollectFolder folder, int days, int concurrency, TimeProvider clock) : ICollection
{
    /// <inheritdoc />
    public string Name => "Prometheus";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() => [$"Prometheus: {Due().Count} of the last {days} days -> usage/prometheus-DAY.parquet"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var (due, samples, told) = (Due(), 0L, new List<string>());
        foreach (var (done, day) in due.Index())
        {
            progress.Report(new CollectProgress(Name, done, due.Count));
            var file = $"usage/prometheus-{Text(day)}.parquet";
            var request = new PrometheusRequest { Span = TimeSpan.FromDays(1), End = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), Concurrency = concurrency };
            var (intake, nothing) = await new PrometheusImport(client, clock).FindAsync(request, folder.Full(file), file, null, cancellationToken).ConfigureAwait(false);
            if (intake is null)
            {
                if (done == 0) throw new ProblemException(nothing!);
                // Servers forget: what lies before the oldest day with data is no fault, but it is said. An outage is a fault.
                told.Add($"Prometheus: {Text(day)} and the days before it are not there: {nothing!.What}");
                break;
            }

            samples += intake.Kept;
            folder.Record(Part(day), file, "query_range", final: true);
        }

        return [$"Prometheus: {samples} samples", .. told];
    }

    private IReadOnlyList<DateOnly> Due() =>
        [.. Enumerable.Range(1, days).Select(back => DateOnly.FromDateTime(folder.Now.UtcDateTime).AddDays(-back)).Where(day => folder.Find(Part(day)) is null)];

    private static string Part(DateOnly day) => $"prometheus/{Text(day)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
