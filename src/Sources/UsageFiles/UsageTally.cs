using CostTool.Analyzer.Usage;

namespace CostTool.Sources.UsageFiles;

/// <summary>Counts rows as a source reads them.</summary>
public sealed class UsageTally
{
    private readonly SortedDictionary<string, (long Rows, string First)> leftOut = new(StringComparer.Ordinal);
    private readonly SortedSet<string> notes = new(StringComparer.Ordinal);

    /// <summary>Rows that became samples.</summary>
    public long Kept { get; private set; }

    /// <summary>Counts a sample.</summary>
    public void Keep() => Kept++;

    /// <summary>Counts rows that did not become a sample; the first place of each reason is remembered.</summary>
    public void LeaveOut(string reason, string where, long rows)
    {
        if (rows == 0) return;
        leftOut[reason] = leftOut.TryGetValue(reason, out var known) ? (known.Rows + rows, known.First) : (rows, where);
    }

    /// <summary>Remembers a note, once.</summary>
    public void Note(string text) => notes.Add(text);

    /// <summary>The counts so far.</summary>
    public UsageIntake ToIntake() => new()
    {
        Rows = Kept + leftOut.Values.Sum(entry => entry.Rows),
        Kept = Kept,
        LeftOut = leftOut.ToDictionary(pair => pair.Key, pair => pair.Value.Rows, StringComparer.Ordinal),
        Notes = [.. leftOut.Select(pair => $"first {pair.Key}: {pair.Value.First}"), .. notes],
    };
}
