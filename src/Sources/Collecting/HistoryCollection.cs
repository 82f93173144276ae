using CostTool.Sources.Celery;

namespace CostTool.Sources.Collecting;

/// <summary>The results of django-celery-results that the workspace names, as a file that is read in the database's place.</summary>
/// <param name="url">The database.</param>
/// <param name="folder">The workspace.</param>
public sealed class HistoryCollection(DatabaseUrl url, CollectFolder folder) : ICollection
{
    /// <summary>The file that stands for the database where a command reads the workspace.</summary>
    public const string File = "celery/collected-history.csv.gz";

    /// <inheritdoc />
    public string Name => "Celery results";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() => [$"Celery results: names, states and times of django-celery-results in {url}, read only -> {File}"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress.Report(new CollectProgress(Name, 0, 1));
        var target = folder.Full(File);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = Path.Combine(Path.GetDirectoryName(target)!, ".collected-history.tmp");
        long rows;
        try
        {
            rows = await ResultRows.WriteAsync(url, unfinished, cancellationToken).ConfigureAwait(false);
            System.IO.File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(unfinished);
        }

        folder.Record("celery/history", File, $"{url}", final: false);
        return [$"Celery results: {rows} rows in {File}"];
    }
}
