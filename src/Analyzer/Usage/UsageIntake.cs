namespace CostTool.Analyzer.Usage;

/// <summary>What became of the rows that were read: every row is in exactly one count.</summary>
public sealed record UsageIntake
{
    /// <summary>No row was read.</summary>
    public static UsageIntake Nothing { get; } = new() { Rows = 0, Kept = 0, LeftOut = new Dictionary<string, long>(), Notes = [] };

    /// <summary>Rows of the input.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that are in the sketches.</summary>
    public required long Kept { get; init; }

    /// <summary>Rows left out, by the reason in words, such as <c>negative cpu_cores</c>; a reason with no rows is absent.</summary>
    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    /// <summary>What a reader should know, such as workloads that look renamed.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The counts of two inputs.</summary>
    public static UsageIntake Merge(UsageIntake left, UsageIntake right) => new()
    {
        Rows = left.Rows + right.Rows,
        Kept = left.Kept + right.Kept,
        LeftOut = left.LeftOut.Concat(right.LeftOut).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
        Notes = [.. left.Notes, .. right.Notes],
    };
}
