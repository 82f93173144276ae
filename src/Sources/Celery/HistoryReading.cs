using CostTool.Scheduler.History;

namespace CostTool.Sources.Celery;

/// <summary>Task profiles that were read from one source of history, with what could not be used.</summary>
public sealed record HistoryReading
{
    /// <summary>Profiles, sorted by task name.</summary>
    public required IReadOnlyList<TaskProfile> Profiles { get; init; }

    /// <summary>Events, rows or objects read.</summary>
    public required long Records { get; init; }

    /// <summary>Runs whose task name the source lost: they are in no profile.</summary>
    public required long NamelessRuns { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long RefusedRecords { get; init; }

    /// <summary>The first of them, with their reasons.</summary>
    public required IReadOnlyList<RefusedEntry> Refused { get; init; }

    /// <summary>What a reader of the profiles must know of this source, one sentence each.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }
}

/// <summary>Counts refused records and keeps the first few: a file of a million broken lines must not fill the memory.</summary>
internal sealed class RefusedRecords
{
    private const int Kept = 20;
    private readonly List<RefusedEntry> first = [];

    public long Count { get; private set; }

    public IReadOnlyList<RefusedEntry> First => first;

    public void Add(string name, string reason, string origin)
    {
        if (Count++ < Kept) first.Add(new RefusedEntry(name, reason, origin));
    }
}
