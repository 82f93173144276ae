using CostTool.Analyzer.Commitments;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>Re-rates Savings Plans and Reserved Instances for a fleet and writes the discount and the stranded part as lines of their own.</summary>
internal static class CommitmentLines
{
    public static void Write(FleetTerms terms, LineBuilder lines)
    {
        var compute = lines.Lines.Where(line => line.Component == "compute" && line.PriceId is { } id && id.Value.EndsWith("/on-demand", StringComparison.Ordinal)).ToList();
        Reserved(terms, compute, lines);
        SavingsPlans(terms, compute, lines);
    }

    private static void SavingsPlans(FleetTerms terms, List<ScenarioLine> compute, LineBuilder lines)
    {
        if (terms.Commitments.Count == 0) return;
        var load = compute
            .Select(line => (Line: line, Discount: DiscountOf(terms, line)))
            .Where(item => item.Discount > 0)
            .Select(item => new EligibleLoad(item.Line.Item, new UsdPerHour(item.Line.Monthly.Amount / terms.Hours.Value), item.Discount))
            .ToList();
        var outcome = CommitmentRerating.Rerate(terms.Commitments, load);
        var hours = terms.Commitments.Count;
        lines.Add("commitments", "savings-plan-discount", "Savings Plan discount on covered usage", hours, "commitment-hour", null, null,
            -outcome.Discount, -outcome.Discount, -outcome.Discount,
            LineBuilder.Text($"covered usage is {outcome.ReplacedOnDemand.Amount:0.00} USD on demand and {outcome.Used.Amount:0.00} USD at the plan's rates, hour by hour over {hours} rows"),
            terms.BillOrigin, ["commitments-kept", "savings-plan-discounts"]);
        lines.Add("commitments", "savings-plan-stranded", "Savings Plan commitment left unused", hours, "commitment-hour", null, null,
            outcome.Stranded, outcome.Stranded, outcome.Stranded,
            LineBuilder.Text($"{outcome.Committed.Amount:0.00} USD committed − {outcome.Used.Amount:0.00} USD used, hour by hour over {hours} rows"),
            terms.BillOrigin, ["commitments-kept", "savings-plan-discounts"]);
    }

    private static decimal DiscountOf(FleetTerms terms, ScenarioLine line)
    {
        var id = line.PriceId!.Value.Value;
        if (id.StartsWith("fargate/", StringComparison.Ordinal)) return terms.CommitmentsCoverFargate ? terms.FargateDiscount : 0;
        var type = id.Split('/')[2];
        return terms.InstanceDiscounts.TryGetValue(type, out var discount) ? discount : terms.InstanceDiscounts.GetValueOrDefault("*");
    }

    private static void Reserved(FleetTerms terms, List<ScenarioLine> compute, LineBuilder lines)
    {
        foreach (var (type, reserved) in terms.Reserved.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (reserved.ReservedRate is not { } rate) continue;
            var line = compute.Find(candidate => candidate.PriceId!.Value.Value.Split('/')[2] == type);
            var used = Math.Min(line?.Quantity ?? 0, reserved.Reserved.Value);
            var stranded = reserved.Reserved.Value - used;
            if (used > 0)
            {
                var discount = new Usd(used * (line!.UnitPriceUsd!.Value - rate.Amount));
                lines.Add("commitments", $"reserved-discount-{type}", $"Reserved Instance discount on {type}", used, "instance-hour", null, null, -discount, -discount, -discount,
                    LineBuilder.Text($"{used:0.##} h × ({line.UnitPriceUsd} − {rate.Amount:0.######} USD)"), terms.BillOrigin, ["commitments-kept"]);
            }

            if (stranded > 0)
            {
                var cost = new Usd(stranded * rate.Amount);
                lines.Add("commitments", $"reserved-stranded-{type}", $"Reserved {type} left unused", stranded, "instance-hour", rate.Amount, null, cost, cost, cost,
                    LineBuilder.Text($"{stranded:0.##} h × {rate.Amount:0.######} USD"), terms.BillOrigin, ["commitments-kept"]);
            }
        }
    }
}
