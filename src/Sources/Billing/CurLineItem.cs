using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Billing;

/// <summary>How a type of line item is counted.</summary>
/// <param name="Charge">Kind of charge.</param>
/// <param name="Columns">Columns that its amortised cost is made of, besides the unblended cost.</param>
/// <param name="NetColumns">The same after private discounts.</param>
internal sealed record CurLineItemRule(ChargeKind Charge, IReadOnlyList<string> Columns, IReadOnlyList<string> NetColumns)
{
    /// <summary>Metered usage: it covers time and its hours count.</summary>
    public bool IsUsage { get; init; }

    /// <summary>The type is one that AWS documents.</summary>
    public bool Known { get; init; } = true;
}

/// <summary>The meaning of <c>line_item_line_item_type</c>.</summary>
/// <remarks>After the Cost and Usage Report's data dictionary and the cost-optimisation dashboards that AWS publishes.</remarks>
internal static class CurLineItem
{
    public static CurLineItemRule Rule(string type) => type switch
    {
        "Usage" => new(ChargeKind.Usage, [], []) { IsUsage = true },
        "DiscountedUsage" => new(ChargeKind.Usage, ["reservation_effective_cost"], ["reservation_net_effective_cost"]) { IsUsage = true },
        "SavingsPlanCoveredUsage" => new(ChargeKind.Usage, ["savings_plan_savings_plan_effective_cost"], ["savings_plan_net_savings_plan_effective_cost"]) { IsUsage = true },
        "SavingsPlanNegation" => new(ChargeKind.Usage, [], []),
        "SavingsPlanRecurringFee" => new(ChargeKind.Fee, Commitment, Commitment),
        "SavingsPlanUpfrontFee" => new(ChargeKind.Fee, [], []),
        "RIFee" => new(ChargeKind.Fee, Unused, NetUnused),
        "Fee" => new(ChargeKind.Fee, [], []),
        "Credit" => new(ChargeKind.Credit, [], []),
        "Refund" => new(ChargeKind.Refund, [], []),
        "Tax" => new(ChargeKind.Tax, [], []),
        _ when type.EndsWith("Discount", StringComparison.Ordinal) => new(ChargeKind.Discount, [], []),
        _ => new(ChargeKind.Fee, [], []) { Known = false },
    };

    public static PurchaseOption Purchase(string type, string usageType, bool byPlan, bool byReservation) =>
        byPlan || type.StartsWith("SavingsPlan", StringComparison.Ordinal) ? PurchaseOption.SavingsPlan
        : byReservation || type is "DiscountedUsage" or "RIFee" ? PurchaseOption.Reserved
        : usageType.Contains("Spot", StringComparison.Ordinal) ? PurchaseOption.Spot
        : PurchaseOption.OnDemand;

    private static readonly string[] Commitment = ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"];
    private static readonly string[] Unused = ["reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee"];
    private static readonly string[] NetUnused = ["reservation_net_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_recurring_fee"];
}
