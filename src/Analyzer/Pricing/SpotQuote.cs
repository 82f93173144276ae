namespace CostTool.Analyzer.Pricing;

/// <summary>A Spot price as a distribution, never as one number alone.</summary>
public sealed record SpotQuote
{
    /// <summary>The central price.</summary>
    public required Price Price { get; init; }

    /// <summary>Low end of what was seen, in US dollars per unit.</summary>
    public required decimal LowUsdPerUnit { get; init; }

    /// <summary>High end of what was seen, never above on demand, in US dollars per unit.</summary>
    public required decimal HighUsdPerUnit { get; init; }

    /// <summary>Interruption band of the last month as the Spot Advisor prints it (<c>&lt;5%</c> to <c>&gt;20%</c>), or null where it is not published.</summary>
    public string? InterruptionBand { get; init; }
}
