using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Nightly;

/// <summary>Where a recommended saving stands.</summary>
public enum ClaimState
{
    /// <summary>Recommended; the container still has its old size.</summary>
    Potential,

    /// <summary>The container has the recommended size.</summary>
    Applied,

    /// <summary>The container went back to the old size; nothing is claimed any more.</summary>
    Reverted,

    /// <summary>Another size was recommended or set instead; what was measured until then stands.</summary>
    Replaced,

    /// <summary>It was no longer recommended before anybody applied it.</summary>
    Withdrawn,

    /// <summary>The container is gone; what was measured until then stands.</summary>
    Gone,
}

/// <summary>One recommendation on its way from potential to realised.</summary>
public sealed record Claim
{
    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>The day on which it was first recommended.</summary>
    public required DateOnly RecommendedOn { get; init; }

    /// <summary>The size that it replaces.</summary>
    public required Resources From { get; init; }

    /// <summary>The recommended size.</summary>
    public required Resources To { get; init; }

    /// <summary>Instances on the day of the recommendation.</summary>
    public required int Replicas { get; init; }

    /// <summary>Saving of an average month (730 h) at the prices of the day of the recommendation; negative where the size goes up, null without prices.</summary>
    public required Usd? PotentialMonthly { get; init; }

    /// <summary>Why it was recommended and what the prices were.</summary>
    public required string Evidence { get; init; }

    /// <summary>Where it stands.</summary>
    public required ClaimState State { get; init; }

    /// <summary>The day on which the size was first seen; null before.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>Saving of an average month at the latest prices while it is applied; null without prices.</summary>
    public Usd? RunningMonthly { get; init; }

    /// <summary>Nights after the day it was applied on which the size was still there and prices were known: a day each.</summary>
    public int DaysAtPrices { get; init; }

    /// <summary>Saving of those days at the price of each.</summary>
    public Usd SavedAtPrices { get; init; }

    /// <summary>Those of the days for which it is known what was really saved.</summary>
    public int DaysMeasured { get; init; }

    /// <summary>What was really saved: for a share of nodes never more than what the nodes cost less.</summary>
    public Usd Realised { get; init; }

    /// <summary>The day on which it ended; null while it is open.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it ended.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Stable name: the key and the day of the recommendation, of which there is one.</summary>
    public string Id => FormattableString.Invariant($"{Key}@{RecommendedOn:yyyy-MM-dd}");

    /// <summary>Neither ended nor reverted.</summary>
    public bool IsOpen => State is ClaimState.Potential or ClaimState.Applied;

    internal Claim End(ClaimState state, DateOnly day, string because) => this with { State = state, EndedOn = day, EndedBecause = because, RunningMonthly = null };
}
