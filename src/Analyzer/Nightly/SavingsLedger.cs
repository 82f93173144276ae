using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Nightly;

/// <summary>Recommended savings from potential to applied to realised, after one night.</summary>
/// <remarks>
/// A container has at most one potential claim. Its applied claims form a chain in which each begins at the size where the one before ended, so that their savings add up to the
/// step from the first size to the present one and nothing is counted twice. A size that goes back ends the claims that it undoes.
/// </remarks>
public sealed record SavingsLedger
{
    private static readonly Hours Day = new(24);

    /// <summary>No claim.</summary>
    public static SavingsLedger Empty { get; } = new() { Claims = [], NodesBefore = null, RealisedByEnded = Usd.Zero };

    /// <summary>Open claims, and those that ended on this night; by key, then oldest first.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>What the nodes cost for an hour on the last night on which no claim of a share of them was applied; null where that is not known.</summary>
    public required UsdPerHour? NodesBefore { get; init; }

    /// <summary>What claims realised that ended on this night or before, reverted ones left out.</summary>
    public required Usd RealisedByEnded { get; init; }

    /// <summary>Saving of an average month that is recommended and not applied, as far as it has a price.</summary>
    public Usd Potential => Claims.Where(claim => claim.State == ClaimState.Potential).Sum(claim => claim.PotentialMonthly ?? Usd.Zero);

    /// <summary>Saving of an average month that is applied, at the latest prices.</summary>
    public Usd Applied => Claims.Where(claim => claim.State == ClaimState.Applied).Sum(claim => claim.RunningMonthly ?? Usd.Zero);

    /// <summary>What was really saved to date, reverted claims left out.</summary>
    public Usd Realised => RealisedByEnded + Claims.Where(claim => claim.State == ClaimState.Applied).Sum(claim => claim.Realised);

    /// <summary>Open claims that have no price.</summary>
    public IReadOnlyList<UsageKey> Unpriced => [.. Claims.Where(claim => claim.IsOpen && claim.PotentialMonthly is null).Select(claim => claim.Key).Distinct()];

    /// <summary>The ledger after a night. A night that did not see the sizes changes nothing: it can neither tell what was applied nor what it saved.</summary>
    /// <param name="before">The ledger of the night before.</param>
    /// <param name="day">The day of the night.</param>
    /// <param name="seen">What was seen; null where the night was caught up.</param>
    /// <param name="recommendations">Sizes recommended on this night.</param>
    public static SavingsLedger Advance(SavingsLedger before, DateOnly day, WorkspaceSeen? seen, IReadOnlyList<SizeRecommendation> recommendations)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(recommendations);
        var open = before.Claims.Where(claim => claim.IsOpen).ToList();
        if (seen is null) return before with { Claims = open };
        var sizes = seen.Sizes.ToDictionary(size => size.Key);
        var wanted = OnePerResource(recommendations, sizes).ToDictionary(recommendation => recommendation.Key);
        var held = open.ToLookup(claim => claim.Key);
        var claims = new List<Claim>();
        foreach (var key in open.Select(claim => claim.Key).Concat(wanted.Keys).Distinct().Order(UsageKey.ByName))
        {
            if (!sizes.TryGetValue(key, out var size)) claims.AddRange(held[key].Select(claim => claim.End(ClaimState.Gone, day, "the container is not there any more")));
            else if (size.Size is not { } present) claims.AddRange(held[key]);
            else claims.AddRange(ContainerClaims.Advance([.. held[key]], day, size, present, wanted.GetValueOrDefault(key)));
        }

        return Measure(before, day, claims, sizes, seen.Nodes);
    }

    // The size of a workload as a whole and those of its containers say the same twice: what is billed decides, the whole task on Fargate and the containers' requests elsewhere.
    internal static IEnumerable<SizeRecommendation> OnePerResource(IReadOnlyList<SizeRecommendation> recommendations, IReadOnlyDictionary<UsageKey, SizeSeen> sizes)
    {
        bool BilledWhole(string workload) => sizes.GetValueOrDefault(new UsageKey(workload, ""))?.Rates is { SharesNodes: false };
        var split = recommendations.Where(recommendation => !recommendation.Key.IsWholeTask && !BilledWhole(recommendation.Key.Workload)).Select(recommendation => recommendation.Key.Workload).ToHashSet(StringComparer.Ordinal);
        return recommendations.Where(recommendation => recommendation.Key.IsWholeTask != split.Contains(recommendation.Key.Workload));
    }

    private static SavingsLedger Measure(SavingsLedger before, DateOnly day, List<Claim> claims, Dictionary<UsageKey, SizeSeen> sizes, UsdPerHour? nodes)
    {
        bool OnNodes(Claim claim) => claim.State == ClaimState.Applied && sizes[claim.Key] is { Size: not null, Rates.SharesNodes: true };
        var baseline = claims.Any(OnNodes) ? before.NodesBefore ?? nodes : nodes;
        var claimed = claims.Where(claim => OnNodes(claim) && claim.AppliedOn < day).Sum(claim => sizes[claim.Key].Saved(claim.From, claim.To)!.Value * Day);
        decimal? part = nodes is null || baseline is null ? null
            : claimed <= Usd.Zero ? 1
            : Math.Clamp(new Usd((baseline.Value.Amount - nodes.Value.Amount) * Day.Value) / claimed, 0, 1);
        for (var place = 0; place < claims.Count; place++)
        {
            var claim = claims[place];
            if (claim.State != ClaimState.Applied || sizes[claim.Key].Size is null) continue;
            if (sizes[claim.Key].Saved(claim.From, claim.To) is not { } rate)
            {
                claims[place] = claim with { RunningMonthly = null };
                continue;
            }

            claim = claim with { RunningMonthly = (rate * Hours.PerAverageMonth).Round(6) };
            // The size may have been set late on the day it was first seen, so that day is not claimed.
            if (claim.AppliedOn < day)
            {
                var saved = (rate * Day).Round(6);
                claim = claim with { DaysAtPrices = claim.DaysAtPrices + 1, SavedAtPrices = claim.SavedAtPrices + saved };
                if ((OnNodes(claim) ? part : 1) is { } share)
                    claim = claim with { DaysMeasured = claim.DaysMeasured + 1, Realised = claim.Realised + (saved * share).Round(6) };
            }

            claims[place] = claim;
        }

        var ended = claims.Where(claim => !claim.IsOpen && claim.State != ClaimState.Reverted).Sum(claim => claim.Realised);
        return new SavingsLedger { Claims = claims, NodesBefore = baseline, RealisedByEnded = before.RealisedByEnded + ended };
    }
}

/// <summary>The claims of one container through a night that saw its size.</summary>
internal static class ContainerClaims
{
    public static IReadOnlyList<Claim> Advance(IReadOnlyList<Claim> open, DateOnly day, SizeSeen seen, Resources present, SizeRecommendation? recommendation)
    {
        var chain = open.Where(claim => claim.State == ClaimState.Applied).ToList();
        var potential = open.SingleOrDefault(claim => claim.State == ClaimState.Potential);
        var ended = new List<Claim>();
        var held = chain.Count > 0 ? chain[^1].To : potential?.From;
        if (held is { } expected && present != expected)
        {
            var undone = chain.FindIndex(claim => claim.From == present);
            if (undone >= 0)
            {
                End(ref potential, ClaimState.Withdrawn, "the size went back to what it was");
                ended.AddRange(chain[undone..].Select(claim => claim.End(ClaimState.Reverted, day, "the size went back to what it was")));
                chain.RemoveRange(undone, chain.Count - undone);
            }
            else if (potential is not null && present == potential.To)
            {
                chain.Add(potential with { State = ClaimState.Applied, AppliedOn = day });
                potential = null;
            }
            else
            {
                var because = $"the size was set to {present.Cpu}, {present.Memory}, which was not recommended";
                End(ref potential, ClaimState.Replaced, because);
                ended.AddRange(chain.Select(claim => claim.End(ClaimState.Replaced, day, because)));
                chain.Clear();
            }
        }

        var target = Target(recommendation, present);
        if (potential is not null && recommendation is not null && target != potential.To)
        {
            if (target is { } other) End(ref potential, ClaimState.Replaced, $"{other.Cpu}, {other.Memory} is recommended now");
            else if (recommendation.Direction == SizeDirection.Keep) End(ref potential, ClaimState.Withdrawn, $"no longer recommended: {string.Join("; ", recommendation.Reasons)}");
        }

        if (potential is null && target is { } to) potential = Open(day, seen, present, to, recommendation!);
        return [.. ended, .. chain, .. potential is null ? (IEnumerable<Claim>)[] : [potential]];

        void End(ref Claim? claim, ClaimState state, string because)
        {
            if (claim is not null) ended.Add(claim.End(state, day, because));
            claim = null;
        }
    }

    private static Resources? Target(SizeRecommendation? recommendation, Resources present)
    {
        if (recommendation is not { Direction: SizeDirection.Up or SizeDirection.Down }) return null;
        var target = new Resources(recommendation.Cpu ?? present.Cpu, recommendation.Memory ?? present.Memory);
        return target == present ? null : target;
    }

    private static Claim Open(DateOnly day, SizeSeen seen, Resources from, Resources to, SizeRecommendation recommendation) => new()
    {
        Key = seen.Key,
        RecommendedOn = day,
        From = from,
        To = to,
        Replicas = seen.Replicas,
        PotentialMonthly = seen.Saved(from, to) is { } rate ? (rate * Hours.PerAverageMonth).Round(6) : null,
        Evidence = string.Join("; ", recommendation.Reasons.Append(seen.Rates?.Evidence ?? "no price is known for it")),
        State = ClaimState.Potential,
    };
}
