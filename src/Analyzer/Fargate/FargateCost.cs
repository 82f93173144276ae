using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fargate;

/// <summary>What Fargate bills separately.</summary>
public enum FargateComponent
{
    /// <summary>Processor.</summary>
    Cpu,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Task storage above the included part.</summary>
    Storage,

    /// <summary>The Windows licence.</summary>
    Licence,
}

/// <summary>One line of the cost of a task: a quantity at a price.</summary>
public sealed record FargateCharge
{
    /// <summary>What is billed.</summary>
    public required FargateComponent Component { get; init; }

    /// <summary>How much, in the unit of <see cref="Price"/>.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Price of a unit; its id and unit make the report line.</summary>
    public required Price Price { get; init; }

    /// <summary>The Spot band of the price, or null where the price does not move.</summary>
    public required SpotQuote? Spot { get; init; }

    /// <summary>Quantity × price.</summary>
    public Usd Amount => new(Quantity * Price.UsdPerUnit);

    /// <summary>The amount at the low end of the band.</summary>
    public Usd Low => new(Quantity * (Spot?.LowUsdPerUnit ?? Price.UsdPerUnit));

    /// <summary>The amount at the high end of the band.</summary>
    public Usd High => new(Quantity * (Spot?.HighUsdPerUnit ?? Price.UsdPerUnit));
}

/// <summary>The cost of a task, line by line.</summary>
/// <param name="Charges">Its lines: processor, memory, then storage and licence where they apply.</param>
public sealed record FargateCost(IReadOnlyList<FargateCharge> Charges)
{
    /// <summary>The sum of the lines.</summary>
    public Usd Total => Charges.Sum(charge => charge.Amount);

    /// <summary>The sum at the low end of the Spot bands.</summary>
    public Usd Low => Charges.Sum(charge => charge.Low);

    /// <summary>The sum at the high end of the Spot bands.</summary>
    public Usd High => Charges.Sum(charge => charge.High);

    /// <summary>The cost of several such tasks or runs.</summary>
    public FargateCost Times(decimal count) => new([.. Charges.Select(charge => charge with { Quantity = charge.Quantity * count })]);
}
