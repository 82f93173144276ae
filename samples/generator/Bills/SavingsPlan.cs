using System.Globalization;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Bills;

/// <summary>The company's Compute Savings Plan: one year, nothing upfront, one dollar an hour.</summary>
internal static class SavingsPlan
{
    public const string Arn = "arn:aws:savingsplans::111122223333:savingsplan/7c1b7a52-3d0e-4f6a-9d5e-1f0a5f2e9a44";

    /// <summary>USD committed for every hour.</summary>
    public const decimal Commitment = 1.00m;

    // No public list of EC2 Savings Plan rates for eu-west-3 was found: 27 % off, rounded to the four digits that such lists have.
    private const decimal Discount = 0.27m;

    public static decimal RateOf(InstanceType type) => decimal.Round(type.OnDemandUsdPerHour * (1 - Discount), 4);

    /// <summary>Splits the on-demand instances of an hour into what the plan covers and the rest, and adds the negation and the fee.</summary>
    public static IEnumerable<Charge> Apply(DateTime hour, IReadOnlyList<(Node Node, decimal Hours)> running)
    {
        var left = Commitment;
        var negated = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (node, hours) in running)
        {
            var rate = RateOf(node.Type);
            var whole = decimal.Round(hours * rate, Charge.Digits);
            var effective = Math.Min(whole, left);
            // The plan runs out within this instance's hour: the rest of the hour is on demand.
            var covered = effective == whole ? hours : decimal.Round(effective / rate, Charge.Digits);
            left -= effective;
            if (covered > 0)
            {
                var row = Instances.OnDemand(node, hour, covered) with { LineType = "SavingsPlanCoveredUsage", Plan = new(effective, rate, 0, 0) };
                negated[row.UsageType] = negated.GetValueOrDefault(row.UsageType) + row.Cost;
                yield return row;
            }

            if (hours > covered) yield return Instances.OnDemand(node, hour, hours - covered);
        }

        foreach (var (usageType, cost) in negated) yield return Negation(hour, usageType, cost);
        yield return Fee(hour, Commitment - left);
    }

    private static Charge Negation(DateTime hour, string usageType, decimal cost) => new()
    {
        LineType = "SavingsPlanNegation", ProductCode = "AmazonEC2", UsageType = usageType, Operation = "RunInstances",
        Start = hour, End = hour.AddHours(1), Amount = 0, Unit = "", Rate = 0, StatedCost = -cost, Term = "", Family = "Compute Instance",
        Description = "SavingsPlanNegation used by AccountId : 111122223333 and UsageSku : " + Stable.Hex(usageType, 16).ToUpperInvariant(),
        Plan = new(0, 0, 0, 0),
    };

    private static Charge Fee(DateTime hour, decimal used) => new()
    {
        LineType = "SavingsPlanRecurringFee", ProductCode = "ComputeSavingsPlans", UsageType = "ComputeSP:1yrNoUpfront",
        Start = hour, End = hour.AddHours(1), Amount = 1, Unit = "Hrs", Rate = Commitment, Term = "", Family = "ComputeSavingsPlans",
        Description = string.Create(CultureInfo.InvariantCulture, $"1 year No Upfront Compute Savings Plan, {Commitment} USD an hour"),
        Plan = new(0, 0, Commitment, used),
    };
}
