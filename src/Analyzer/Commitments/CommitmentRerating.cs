using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Commitments;

/// <summary>Load that a Savings Plan can cover, at its on-demand price, and what the plan takes off it.</summary>
/// <param name="Name">For people: <c>EC2 m5.large</c>, <c>Fargate x86_64</c>.</param>
/// <param name="OnDemandPerHour">On-demand price of the load in each hour. Spot is never part of it: a plan does not apply to Spot.</param>
/// <param name="DiscountRatio">Part of the on-demand price that the plan takes off, from 0 to below 1.</param>
public sealed record EligibleLoad(string Name, UsdPerHour OnDemandPerHour, decimal DiscountRatio);

/// <summary>One hour of commitment that is available to the load.</summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Committed">Money that is paid whether used or not.</param>
/// <param name="Duration">Length: one hour, or a day or month where the bill is that coarse.</param>
public sealed record AvailableCommitment(DateTimeOffset Hour, Usd Committed, Hours Duration);

/// <summary>What commitments do to a load over a month.</summary>
/// <param name="Committed">Paid for commitments.</param>
/// <param name="Used">Part of it that covered load.</param>
/// <param name="ReplacedOnDemand">On-demand cost of the load that was covered.</param>
public sealed record CommitmentOutcome(Usd Committed, Usd Used, Usd ReplacedOnDemand)
{
    /// <summary>Paid and not used: lost, as unused commitment does not carry over.</summary>
    public Usd Stranded => Committed - Used;

    /// <summary>What the covered load costs less than on demand.</summary>
    public Usd Discount => ReplacedOnDemand - Used;
}

/// <summary>Re-rates Savings Plans hour by hour: a plan is an amount of money per hour, spent on eligible usage at discounted rates, highest discount first; what an hour leaves unused is lost.</summary>
public static class CommitmentRerating
{
    /// <summary>Applies the commitment of each hour to a load.</summary>
    /// <param name="hours">Commitment by hour.</param>
    /// <param name="load">Eligible load, the same in every hour.</param>
    public static CommitmentOutcome Rerate(IReadOnlyList<AvailableCommitment> hours, IReadOnlyList<EligibleLoad> load)
    {
        var bestFirst = load.OrderByDescending(item => item.DiscountRatio).ThenBy(item => item.Name, StringComparer.Ordinal).ToList();
        Usd committed = default, used = default, replaced = default;
        foreach (var hour in hours)
        {
            committed += hour.Committed;
            var left = hour.Committed;
            foreach (var item in bestFirst)
            {
                if (left <= Usd.Zero) break;
                var onDemand = item.OnDemandPerHour * hour.Duration;
                var atPlanRate = onDemand * (1 - item.DiscountRatio);
                if (atPlanRate <= Usd.Zero) continue;
                var spent = atPlanRate < left ? atPlanRate : left;
                left -= spent;
                used += spent;
                replaced += spent == atPlanRate ? onDemand : new Usd(spent.Amount / (1 - item.DiscountRatio));
            }
        }

        return new CommitmentOutcome(committed, used, replaced);
    }
}
