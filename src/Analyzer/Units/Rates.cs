namespace CostTool.Analyzer.Units;

/// <summary>A rate in US dollars per hour.</summary>
/// <param name="Amount">Dollars per hour.</param>
public readonly record struct UsdPerHour(decimal Amount)
{
    /// <summary>What the rate costs over a time.</summary>
    public static Usd operator *(UsdPerHour rate, Hours time) => new(rate.Amount * time.Value);

    /// <summary>Two rates that run at the same time.</summary>
    public static UsdPerHour operator +(UsdPerHour left, UsdPerHour right) => new(left.Amount + right.Amount);

    /// <summary>A multiple of a rate: several nodes, or a part of one.</summary>
    public static UsdPerHour operator *(UsdPerHour rate, decimal factor) => new(rate.Amount * factor);
}

/// <summary>A length of time in hours.</summary>
/// <param name="Value">Hours, possibly with a fraction.</param>
public readonly record struct Hours(decimal Value)
{
    /// <summary>Hours in an average month: 365 days × 24 h ÷ 12.</summary>
    /// <remarks>A convention for estimates without a bill; real months have 672 to 744 hours.</remarks>
    public static Hours PerAverageMonth { get; } = new(730);

    /// <summary>Two times one after the other.</summary>
    public static Hours operator +(Hours left, Hours right) => new(left.Value + right.Value);

    /// <summary>A multiple of a time: node-hours of several nodes.</summary>
    public static Hours operator *(Hours time, decimal factor) => new(time.Value * factor);

    /// <summary>A time given in whole or fractional seconds.</summary>
    public static Hours FromSeconds(decimal seconds) => new(seconds / 3600m);
}
