namespace CostTool.SampleGenerator.Bills;

/// <summary>A row of the bill before it is spread over the report's columns.</summary>
internal sealed record Charge
{
    public string LineType { get; init; } = "Usage";

    public required string ProductCode { get; init; }

    public required string UsageType { get; init; }

    public string Operation { get; init; } = "";

    public string ResourceId { get; init; } = "";

    public string Zone { get; init; } = "";

    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    /// <summary>Usage in <see cref="Unit"/>.</summary>
    public required decimal Amount { get; init; }

    public required string Unit { get; init; }

    /// <summary>Price of a unit, as charged, USD.</summary>
    public required decimal Rate { get; init; }

    /// <summary>Cost where it is not the amount times the rate.</summary>
    public decimal? StatedCost { get; init; }

    /// <summary>Public on-demand price of a unit where it is not the rate.</summary>
    public decimal? OnDemandRate { get; init; }

    public string Description { get; init; } = "";

    public string Family { get; init; } = "";

    public string InstanceType { get; init; } = "";

    public string Term { get; init; } = "OnDemand";

    /// <summary>Tags by their full key, such as <c>aws:eks:cluster-name</c> or <c>user:environment</c>; sorted.</summary>
    public IReadOnlyList<(string Key, string Value)> Tags { get; init; } = [];

    public PlanPart? Plan { get; init; }

    /// <summary>Cost as charged, USD.</summary>
    public decimal Cost => StatedCost ?? decimal.Round(Amount * Rate, Digits);

    /// <summary>Decimal digits that amounts and costs are rounded to.</summary>
    public const int Digits = 10;

    /// <summary>Hours between two instants, as metered: to the second.</summary>
    public static decimal Hours(DateTime from, DateTime to) => decimal.Round((to - from).Ticks / TimeSpan.TicksPerSecond / 3600m, Digits);
}

/// <summary>The Savings Plan columns of a row.</summary>
/// <param name="EffectiveCost">What the plan paid for the usage of a covered row.</param>
/// <param name="Rate">The plan's price of a unit.</param>
/// <param name="Committed">Commitment of the hour, on a fee row.</param>
/// <param name="Used">Part of it that found usage, on a fee row.</param>
internal sealed record PlanPart(decimal EffectiveCost, decimal Rate, decimal Committed, decimal Used);
