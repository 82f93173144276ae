namespace CostTool.Scheduler.Replay.Policies;

/// <summary>How workers are bought: a base on demand, and the rest by weights, as an ECS capacity provider strategy splits them.</summary>
/// <remarks>A split is no preference: a refused Spot start stays refused unless <see cref="FallbackSeconds"/> says otherwise, which ECS itself does not do.</remarks>
public sealed record Buying
{
    /// <summary>All on demand.</summary>
    public static Buying OnDemand { get; } = new() { OnDemandWeight = 1 };

    /// <summary>All on Spot, however long it is out.</summary>
    public static Buying Spot { get; } = new() { SpotWeight = 1 };

    /// <summary>Workers that are on demand before the weights count: 0 to 100,000.</summary>
    public int OnDemandBase { get; init; }

    /// <summary>Weight of on demand, 0 to 1,000.</summary>
    public int OnDemandWeight { get; init; }

    /// <summary>Weight of Spot.</summary>
    public int SpotWeight { get; init; }

    /// <summary>A Spot start that would be refused for longer than these seconds is made on demand after them; null waits for Spot.</summary>
    public double? FallbackSeconds { get; init; }

    /// <summary>Uses Spot at all.</summary>
    public bool UsesSpot => SpotWeight > 0;

    /// <summary>Spot, and on demand when Spot has been out for so long.</summary>
    public static Buying SpotWithFallback(double seconds) => Spot with { FallbackSeconds = seconds };

    /// <summary>Whether the next worker is Spot.</summary>
    /// <param name="onDemand">Workers that are on demand.</param>
    /// <param name="spot">Workers that are Spot.</param>
    public bool NextIsSpot(int onDemand, int spot)
    {
        if (onDemand < OnDemandBase || SpotWeight == 0) return false;
        // The side that is further behind its share; Spot where both are level.
        return OnDemandWeight == 0 || (long)spot * OnDemandWeight <= (long)(onDemand - OnDemandBase) * SpotWeight;
    }

    /// <summary>For people.</summary>
    public override string ToString() => this switch
    {
        { SpotWeight: 0 } => "on demand",
        { OnDemandBase: 0, OnDemandWeight: 0, FallbackSeconds: { } after } => FormattableString.Invariant($"Spot, on demand after {after:0.#} s"),
        { OnDemandBase: 0, OnDemandWeight: 0 } => "Spot",
        _ => FormattableString.Invariant($"{OnDemandBase} on demand, then {SpotWeight}:{OnDemandWeight} Spot"),
    };
}
