using CostTool.Sources.Celery;

namespace CostTool.Sources.Collecting;

/// <summary>The periodic tasks of the database that the workspace names, as a file that is read in the database's place.</summary>
/// <param name="url">The database.</param>
/// <param name="folder">The workspace.</param>
public sealed class CeleryCollection(DatabaseUrl url, CollectFolder folder) : ICollection
{
    /// <summary>The file that stands for the database where a command reads the workspace.</summary>
    public const string File = "celery/collected-beat.csv";

    /// <inheritdoc />
    public string Name => "Celery";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() => [$"Celery: the tables of django-celery-beat in {url}, read only -> {File}"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress.Report(new CollectProgress(Name, 0, 1));
        var reading = await BeatDatabase.ReadAsync(url, new CeleryTimes(), cancellationToken).ConfigureAwait(false);
        folder.Write("celery/beat", File, BeatRows.Text(reading), $"{url}", final: false);
        return [$"Celery: {reading.Entries.Count} periodic tasks in {File}, and {reading.Refused.Count} rows that cannot be read"];
    }
}
