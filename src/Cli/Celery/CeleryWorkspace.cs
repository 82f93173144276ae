using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;
using CostTool.Sources.Collecting;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Celery;

/// <summary>The Celery side of a workspace, read.</summary>
public sealed record CeleryWorkspace
{
    /// <summary>Entries of every source, sorted by name and origin.</summary>
    public required IReadOnlyList<CeleryEntry> Entries { get; init; }

    /// <summary>Rows that could not be read, with reasons.</summary>
    public required IReadOnlyList<RefusedEntry> Refused { get; init; }

    /// <summary>Entries that can never run as they are written, with reasons; they are among <see cref="Entries"/>, so that they are checked and planned.</summary>
    public IReadOnlyList<RefusedEntry> Unusable => [.. Entries.Select(entry => (Entry: entry, Reason: UnusableEntry.Reason(entry, Version))).Where(pair => pair.Reason is not null).Select(pair => new RefusedEntry(pair.Entry.Name, pair.Reason!, pair.Entry.Origin))];

    /// <summary>Settings of the app, as far as a source tells them.</summary>
    public required CeleryFacts Facts { get; init; }

    /// <summary>Release of Celery: the command line's, the workspace's, the dump's, or the newest known.</summary>
    public required CeleryVersion Version { get; init; }

    /// <summary>Task profiles from history, by task.</summary>
    public required IReadOnlyList<TaskProfile> Profiles { get; init; }

    /// <summary>Queues as their owner describes them.</summary>
    public required IReadOnlyList<QueueSettings> Queues { get; init; }

    /// <summary>What a reader should know of the sources.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>The history as it can be replayed; null where it was not asked for, or there is none.</summary>
    public RepairedHistory? History { get; init; }

    /// <summary>Reads the Celery side of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="version">Release that the command line names, or null.</param>
    /// <param name="replayed">Read the history for a replay too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProblemException">There is no Celery data, or a source cannot be read at all.</exception>
    public static async Task<CeleryWorkspace> ReadAsync(Workspace workspace, string? version, bool replayed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var said = WithCollected(workspace);
        if (!said.ContainsKey("beat") && !said.ContainsKey("database"))
            throw new ProblemException(new Problem("the workspace names no Celery schedule", workspace.Name, "add `celery: {beat: celery/beat.json}` (written by `python -m costtool_runner dump -A app`) or `celery: {database: postgresql://...}` to costtool.yaml"));

        var readings = new List<CeleryReading>();
        if (said.TryGetValue("beat", out var beat)) readings.Add(ReadFile(workspace, beat, "UTC"));
        var facts = readings.Select(reading => reading.Facts).OfType<CeleryFacts>().FirstOrDefault() ?? new CeleryFacts();
        var times = new CeleryTimes { TimeZone = facts.TimeZone ?? "UTC" };
        if (said.TryGetValue("database", out var database))
            readings.Add(!IsUrl(database) ? ReadFile(workspace, database, times.TimeZone) : await BeatDatabase.ReadAsync(Url(database), times, cancellationToken).ConfigureAwait(false));
        var repair = replayed ? new HistoryRepair(RepairTerms.Of(facts)) : null;
        var history = said.TryGetValue("history", out var past) ? await ReadHistoryAsync(workspace, past, times, facts, repair, cancellationToken).ConfigureAwait(false) : null;
        return new CeleryWorkspace
        {
            Entries = [.. readings.SelectMany(reading => reading.Entries).OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Origin, StringComparer.Ordinal)],
            Refused = [.. readings.SelectMany(reading => reading.Refused).OrderBy(entry => entry.Name, StringComparer.Ordinal)],
            Facts = facts,
            Version = version is null && said.TryGetValue("version", out var stated) ? ParseVersion(stated, "costtool.yaml: celery: version") : ParseVersion(version ?? facts.CeleryVersion),
            Profiles = history?.Profiles ?? [],
            History = history is null ? null : repair?.Build(history.Caveats),
            Queues = said.TryGetValue("queues", out var queues) ? QueuesFile.Read(InWorkspace(workspace, queues), queues) : [],
            Caveats = history?.Caveats ?? [],
        };
    }

    /// <summary>Reads a release number; null is the newest known.</summary>
    /// <param name="text">Release, or null.</param>
    /// <param name="where">Where it was read, for the error.</param>
    /// <exception cref="ProblemException">The text is not of the form 5.4.0.</exception>
    public static CeleryVersion ParseVersion(string? text, string where = "--celery-version")
    {
        if (text is null) return CeleryVersion.Newest;
        var parts = text.Split('.');
        return parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new CeleryVersion(major, minor, parts.Length > 2 && int.TryParse(new string([.. parts[2].TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var patch) ? patch : 0)
            : throw new ProblemException(new Problem($"`{text}` is not a release of Celery", where, "write it as 5.4.0"));
    }

    /// <summary>The workspace has schedules, and all of its Celery data are files.</summary>
    public static bool IsInFiles(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return (workspace.Celery.ContainsKey("beat") || workspace.Celery.ContainsKey("database"))
            && WithCollected(workspace).Where(pair => pair.Key is "database" or "history").All(pair => !IsUrl(pair.Value));
    }

    /// <summary>The Celery files of a workspace with the key that names each.</summary>
    public static IEnumerable<(string Key, WorkspaceFile File)> FilesOf(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return WithCollected(workspace).Where(pair => pair.Key != "version" && !IsUrl(pair.Value) && File.Exists(Path.Combine(workspace.Folder, pair.Value)))
            .Select(pair => (pair.Key, new WorkspaceFile(pair.Value, Path.Combine(workspace.Folder, pair.Value))));
    }

    /// <summary>What the workspace says of Celery, with the files of <c>collect</c> in the place of the databases that they were collected from.</summary>
    private static IReadOnlyDictionary<string, string> WithCollected(Workspace workspace)
    {
        var said = new SortedDictionary<string, string>(workspace.Celery.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (key, file) in ((string, string)[])[("database", CeleryCollection.File), ("history", HistoryCollection.File)])
            if (said.TryGetValue(key, out var place) && IsUrl(place) && File.Exists(Path.Combine(workspace.Folder, file))) said[key] = file;
        return said;
    }

    private static bool IsUrl(string text) => text.StartsWith("env:", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal);

    private static CeleryReading ReadFile(Workspace workspace, string path, string timeZone)
    {
        var full = InWorkspace(workspace, path);
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) return BeatDump.Read(File.ReadAllBytes(full), path);
        using var reader = new StreamReader(full);
        return BeatCsv.Read(reader, path, timeZone);
    }

    private static async Task<HistoryReading> ReadHistoryAsync(Workspace workspace, string text, CeleryTimes times, CeleryFacts facts, HistoryRepair? repair, CancellationToken cancellationToken)
    {
        if (IsUrl(text)) return await ResultTable.ReadAsync(Url(text), times, facts.TrackStarted ?? false, repair, cancellationToken).ConfigureAwait(false);
        var full = InWorkspace(workspace, text);
        if (text.EndsWith(ResultRows.Ending, StringComparison.OrdinalIgnoreCase)) return ResultTable.ReadFile(full, text, times, facts.TrackStarted ?? false, repair, cancellationToken);
        return text.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? FlowerTasks.Read(await File.ReadAllBytesAsync(full, cancellationToken).ConfigureAwait(false), text, repair)
            : EventFile.Read(full, text, repair, cancellationToken);
    }

    private static DatabaseUrl Url(string text) => DatabaseUrl.Parse(text, Environment.GetEnvironmentVariable, "costtool.yaml: celery");

    private static string InWorkspace(Workspace workspace, string path)
    {
        var full = Path.Combine(workspace.Folder, path);
        return File.Exists(full) ? full : throw new ProblemException(new Problem($"there is no file `{path}`", "costtool.yaml: celery", "mend the path; it is relative to the workspace"));
    }
}
