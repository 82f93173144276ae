using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>The reason why one entry cannot be read; caught by the reader of its source, which goes on with the next.</summary>
internal sealed class RefusedException(string reason) : Exception(reason);

/// <summary>Collects entries and refusals of one source.</summary>
internal sealed class EntryFold
{
    private readonly List<CeleryEntry> entries = [];
    private readonly List<RefusedEntry> refused = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Reads one entry; a refusal is listed and the next entry comes through.</summary>
    public void Add(string name, string origin, Func<CeleryEntry> read)
    {
        try
        {
            var entry = read();
            if (!names.Add(entry.Name)) throw new RefusedException($"a second entry is named `{entry.Name}`");
            entries.Add(entry);
        }
        catch (RefusedException refusal)
        {
            refused.Add(new RefusedEntry(name, refusal.Message, origin));
        }
    }

    public CeleryReading ToReading(CeleryFacts? facts) => new()
    {
        Entries = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)],
        Refused = [.. refused.OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Origin, StringComparer.Ordinal)],
        Facts = facts,
    };
}
