using CostTool.Analyzer.Capacity;

namespace CostTool.Analyzer.Pricing;

/// <summary>An instance type that a region sells, with its prices.</summary>
public sealed record InstanceOffer
{
    /// <summary>What the type is.</summary>
    public required InstanceSpec Spec { get; init; }

    /// <summary>Linux on demand, shared tenancy.</summary>
    public required Price OnDemand { get; init; }

    /// <summary>The Spot band, or null where none was ever seen.</summary>
    public required SpotQuote? Spot { get; init; }
}
