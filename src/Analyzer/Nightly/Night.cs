using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Nightly;

/// <summary>What a scenario came to on a night.</summary>
/// <param name="Id">Id of the scenario.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Monthly">Cost of the analysed month.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
/// <param name="Saving">Saving against today; null where none may be claimed.</param>
public sealed record ScenarioFigure(string Id, string Name, Usd Monthly, Usd Low, Usd High, Usd? Saving);

/// <summary>A price that some figure of a night used.</summary>
/// <param name="Id">Id of the price.</param>
/// <param name="UsdPerUnit">Dollars for a unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Dated">Date that its source gives.</param>
public sealed record PriceFigure(string Id, decimal UsdPerUnit, string Unit, string Dated);

/// <summary>What was seen of the workspace on a night, beside its usage. A night that is caught up afterwards has none: the files say what is, not what was.</summary>
public sealed record WorkspaceSeen
{
    /// <summary>The month that the scenarios are for, in words.</summary>
    public required string Month { get; init; }

    /// <summary>Sizes of the containers, by key.</summary>
    public required IReadOnlyList<SizeSeen> Sizes { get; init; }

    /// <summary>What today's nodes cost for an hour; null where that is not known.</summary>
    public required UsdPerHour? Nodes { get; init; }

    /// <summary>Scenarios in the order of the report.</summary>
    public required IReadOnlyList<ScenarioFigure> Scenarios { get; init; }

    /// <summary>Prices used, by id.</summary>
    public required IReadOnlyList<PriceFigure> Prices { get; init; }

    /// <summary>Files read, by path.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }
}

/// <summary>All that the history keeps of a night. It depends on the nights before it, the usage up to its day, and what was seen.</summary>
public sealed record Night
{
    /// <summary>The day it is about.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The day's samples.</summary>
    public required DayUsage Usage { get; init; }

    /// <summary>What was seen of the workspace; null where the night was caught up.</summary>
    public required WorkspaceSeen? Seen { get; init; }

    /// <summary>Sizes recommended, by key.</summary>
    public required IReadOnlyList<SizeRecommendation> Recommendations { get; init; }

    /// <summary>The ledger after this night.</summary>
    public required SavingsLedger Ledger { get; init; }

    /// <summary>Fingerprints of the usage and of the night before that it was worked out from.</summary>
    public required string Basis { get; init; }

    /// <summary>1 when it was first worked out; one more for each time that something it rests on changed.</summary>
    public required int Revision { get; init; }

    /// <summary>Why it was last worked out again.</summary>
    public required IReadOnlyList<string> RevisedBecause { get; init; }

    /// <summary>The recommendations of which each resource has one: the whole task where that is billed, the containers elsewhere.</summary>
    public IReadOnlyList<SizeRecommendation> BilledSizes() => [.. SavingsLedger.OnePerResource(Recommendations, (Seen?.Sizes ?? []).ToDictionary(size => size.Key))];
}
