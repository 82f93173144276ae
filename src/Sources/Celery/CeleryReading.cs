using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>What was read from one source of schedules.</summary>
public sealed record CeleryReading
{
    /// <summary>Entries that could be read, sorted by name.</summary>
    public required IReadOnlyList<CeleryEntry> Entries { get; init; }

    /// <summary>Entries that could not be read: they never hide the others. Sorted by name.</summary>
    public required IReadOnlyList<RefusedEntry> Refused { get; init; }

    /// <summary>What the app says of itself, where the source tells.</summary>
    public required CeleryFacts? Facts { get; init; }
}

/// <summary>An entry that could not be read.</summary>
/// <param name="Name">Its name, or what stands for it.</param>
/// <param name="Reason">Why, quoting the bad value in backticks.</param>
/// <param name="Origin">Source and line or row.</param>
public sealed record RefusedEntry(string Name, string Reason, string Origin);
