namespace CostTool.Analyzer.Scenarios;

/// <summary>Something the numbers rest on.</summary>
public sealed record Assumption
{
    /// <summary>Stable id, such as <c>hours-per-month</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Value, invariant culture.</summary>
    public required string Value { get; init; }

    /// <summary>Unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Document, input file or reasoning.</summary>
    public required string Source { get; init; }

    /// <summary>Date of the source, or empty.</summary>
    public required string Dated { get; init; }

    /// <summary>built-in, policy, bill or inventory.</summary>
    public required string SetBy { get; init; }

    /// <summary>Change of the recommended saving, in percent, for +10 % of the value; null where it was not or cannot be computed.</summary>
    public required decimal? Elasticity { get; init; }
}
