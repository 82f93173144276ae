namespace CostTool.Scheduler.Replay.Demand;

/// <summary>How many rows a rule mended or left out.</summary>
/// <param name="Rule">Stable name of the rule, such as <c>start-missing</c>.</param>
/// <param name="Rows">Rows.</param>
public sealed record QualityCount(string Rule, long Rows);

/// <summary>How a history came to be: what was mended, what was left out, and how far its numbers can be trusted.</summary>
public sealed record HistoryQuality
{
    /// <summary>A history that was taken as it is.</summary>
    public static HistoryQuality AsGiven { get; } = new();

    /// <summary>Rows that were mended, by rule.</summary>
    public IReadOnlyList<QualityCount> Repaired { get; init; } = [];

    /// <summary>Rows that were left out, by rule.</summary>
    public IReadOnlyList<QualityCount> Excluded { get; init; } = [];

    /// <summary>What the reader should know, such as a missing day or less than a cycle of data.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Factor by which the distances from the centre of a band to its ends grow; 1 for a whole history, more for one that is short or made from counts.</summary>
    public double BandFactor { get; init; } = 1;

    /// <summary>Made from counts and quantiles, not from runs.</summary>
    public bool Synthetic { get; init; }
}
