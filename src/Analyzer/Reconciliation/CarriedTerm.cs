using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Reconciliation;

/// <summary>A cost around the nodes that the bill tells and the inventory does not: network, storage, logs, control plane.</summary>
public sealed record CarriedTerm
{
    /// <summary>What it stands for.</summary>
    public required UsageKind Kind { get; init; }

    /// <summary>Component of the scenario line: control-plane, storage, network, load-balancing, logs or compute.</summary>
    public required string Component { get; init; }

    /// <summary>For people.</summary>
    public required string Item { get; init; }

    /// <summary>Service as billed.</summary>
    public required string Service { get; init; }

    /// <summary>Usage type as billed.</summary>
    public required string UsageType { get; init; }

    /// <summary>Billed quantity, or null where the bill has none.</summary>
    public required decimal? Quantity { get; init; }

    /// <summary>Unit of the quantity.</summary>
    public required string Unit { get; init; }

    /// <summary>Price that models it, or null where it is taken as billed.</summary>
    public required Price? Price { get; init; }

    /// <summary>Amortised cost on the bill.</summary>
    public required Usd Billed { get; init; }

    /// <summary>Quantity × price, or the billed amount where there is no price.</summary>
    public Usd Modelled => Price is { } price && Quantity is { } quantity ? new Usd(quantity * price.UsdPerUnit) : Billed;
}

/// <summary>Hours of one instance type that the cluster used, by how they were bought.</summary>
public sealed record InstanceHours
{
    /// <summary>Instance type.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Hours at list price.</summary>
    public required Hours OnDemand { get; init; }

    /// <summary>Hours covered by a Savings Plan.</summary>
    public required Hours SavingsPlan { get; init; }

    /// <summary>Amortised cost of the covered hours.</summary>
    public required Usd SavingsPlanCost { get; init; }

    /// <summary>Hours covered by a Reserved Instance.</summary>
    public required Hours Reserved { get; init; }

    /// <summary>Amortised cost of the reserved hours.</summary>
    public required Usd ReservedCost { get; init; }

    /// <summary>Spot hours.</summary>
    public required Hours Spot { get; init; }

    /// <summary>Cost of the Spot hours.</summary>
    public required Usd SpotCost { get; init; }

    /// <summary>All hours but Spot.</summary>
    public Hours Regular => OnDemand + SavingsPlan + Reserved;

    /// <summary>Spot price as billed, or null without Spot hours.</summary>
    public UsdPerHour? SpotRate => Spot.Value > 0 ? new UsdPerHour(SpotCost.Amount / Spot.Value) : null;

    /// <summary>Rate of a covered hour, or null without covered hours.</summary>
    public UsdPerHour? SavingsPlanRate => SavingsPlan.Value > 0 ? new UsdPerHour(SavingsPlanCost.Amount / SavingsPlan.Value) : null;

    /// <summary>Rate of a reserved hour, or null without reserved hours.</summary>
    public UsdPerHour? ReservedRate => Reserved.Value > 0 ? new UsdPerHour(ReservedCost.Amount / Reserved.Value) : null;
}
