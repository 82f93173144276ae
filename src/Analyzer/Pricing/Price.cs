using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Pricing;

/// <summary>The stable name of a price, such as <c>fargate/eu-west-3/linux/x86_64/vcpu-hour/on-demand</c> or <c>ec2/eu-west-3/m5.large/on-demand</c>.</summary>
/// <param name="Value">Lower-case path whose second part is the region.</param>
public readonly record struct PriceId(string Value)
{
    /// <summary>The path.</summary>
    public override string ToString() => Value;
}

/// <summary>How sure a price is.</summary>
public enum PriceKind
{
    /// <summary>The number stands in the named source.</summary>
    Sourced,

    /// <summary>Computed from sourced numbers by the formula that the source names.</summary>
    Derived,

    /// <summary>Stated or scaled without a document behind it.</summary>
    Unverified,
}

/// <summary>One price with everything needed to check it.</summary>
public sealed record Price
{
    /// <summary>The stable name.</summary>
    public required PriceId Id { get; init; }

    /// <summary>US dollars per <see cref="Unit"/>, before tax and discounts.</summary>
    public required decimal UsdPerUnit { get; init; }

    /// <summary>The unit, such as <c>vcpu-hour</c>, <c>instance-hour</c> or <c>GB-month</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>How sure it is.</summary>
    public required PriceKind Kind { get; init; }

    /// <summary>Document or formula that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The date the source gives for it (<c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>), or <c>undated</c>.</summary>
    public required string Dated { get; init; }

    /// <summary>What a reader should know beside the number, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The price as a rate; only for units of one hour.</summary>
    public UsdPerHour PerHour => new(UsdPerUnit);
}
