using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>One way to run the fleet, priced.</summary>
public sealed record Scenario
{
    /// <summary>Id from the output contract, such as <c>fargate-spot</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What is different from today, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The lines; their sum is the scenario.</summary>
    public required IReadOnlyList<ScenarioLine> Lines { get; init; }

    /// <summary>Low end of the monthly cost: cheap Spot, no fallback, derived prices at their lower error.</summary>
    public required Usd MonthlyLow { get; init; }

    /// <summary>High end of the monthly cost: dear Spot, fallback to on demand, derived prices at their upper error.</summary>
    public required Usd MonthlyHigh { get; init; }

    /// <summary>Saving against eks-current, or null where none may be claimed (the residual is above the bound, or this is eks-current).</summary>
    public required Usd? Saving { get; init; }

    /// <summary>Saving as a part of eks-current, or null with <see cref="Saving"/>.</summary>
    public required decimal? SavingRatio { get; init; }

    /// <summary>One-off cost of the move, from the policy; null where the policy does not state it.</summary>
    public required Usd? OneOff { get; init; }

    /// <summary>Months until the saving has paid for the move, or null where either is unknown or nothing is saved.</summary>
    public required decimal? PaybackMonths { get; init; }

    /// <summary>What a reader must know before choosing it.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>Items that have no price and are therefore not in the sum.</summary>
    public required IReadOnlyList<string> Unpriced { get; init; }

    /// <summary>The exact sum of the lines.</summary>
    public Usd Monthly => Lines.Sum(line => line.Monthly);
}

/// <summary>One line of a scenario. <see cref="Monthly"/> is rounded once, to the millionth of a dollar, so that sums are exact everywhere.</summary>
public sealed record ScenarioLine
{
    /// <summary>Stable id, unique in the analysis: <c>scenario/component/item</c>.</summary>
    public required string Id { get; init; }

    /// <summary>compute, control-plane, storage, network, logs, load-balancing, commitments or migration.</summary>
    public required string Component { get; init; }

    /// <summary>What is bought, such as <c>m5.large on demand</c> or <c>web: 4 × 0.5 vCPU, 1 GB</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Workload that it belongs to, or null where it serves several.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>How many units a month.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The unit, such as <c>instance-hour</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Price of a unit, or null where the line is carried from the bill as billed.</summary>
    public required decimal? UnitPriceUsd { get; init; }

    /// <summary>The price used, or null where the line is carried from the bill.</summary>
    public required PriceId? PriceId { get; init; }

    /// <summary>Cost of the month, rounded to 6 decimals.</summary>
    public required Usd Monthly { get; init; }

    /// <summary>Low end of the cost.</summary>
    public required Usd Low { get; init; }

    /// <summary>High end of the cost.</summary>
    public required Usd High { get; init; }

    /// <summary>Where it came from.</summary>
    public required Evidence Evidence { get; init; }
}

/// <summary>The chain behind one number.</summary>
/// <param name="Formula">The arithmetic with its numbers, such as <c>3 nodes × 744 h × 0.112 USD</c>.</param>
/// <param name="Inputs">Input files with their rows or items.</param>
/// <param name="AssumptionIds">Assumptions that it rests on.</param>
public sealed record Evidence(string Formula, IReadOnlyList<string> Inputs, IReadOnlyList<string> AssumptionIds);
