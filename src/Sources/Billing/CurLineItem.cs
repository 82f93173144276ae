using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Billing;

/// <summary>Where the amortised cost of a line item is found.</summary>
internal enum Amortisation
{
    /// <summary>It is the unblended cost.</summary>
    Unblended,

    /// <summary>It is in the reservation or Savings Plan columns.</summary>
    Spread,

    /// <summary>It is nothing here: the covered rows carry it.</summary>
    Elsewhere,

    /// <summary>It is nothing for the upfront fee of a reservation, and the unblended cost for other fees.</summary>
    ElsewhereIfReserved,
}

/// <summary>How a type of line item is counted.</summary>
/// <param name="Charge">Kind of charge.</param>
/// <param name="Amortisation">Where its amortised cost is.</param>
internal sealed record CurLineItemRule(ChargeKind Charge, Amortisation Amortisation = Amortisation.Unblended)
{
    /// <summary>Columns that the amortised cost is made of, where it is spread.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The same after private discounts.</summary>
    public IReadOnlyList<string> NetColumns { get; init; } = [];

    /// <summary>Metered usage: it covers time and its hours count.</summary>
    public bool IsUsage { get; init; }

    /// <summary>Its amount and public cost repeat those of another row.</summary>
    public bool RepeatsUsage { get; init; }

    /// <summary>The type is one that AWS documents.</summary>
    public bool Known { get; init; } = true;
}

/// <summary>The meaning of <c>line_item_line_item_type</c>.</summary>
/// <remarks>After the Cost and Usage Report's data dictionary and the cost-optimisation dashboards that AWS publishes.</remarks>
internal static class CurLineItem
{
    private static readonly string[] Commitment = ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"];
    private static readonly string[] Unused = ["reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee"];
    private static readonly string[] NetUnused = ["reservation_net_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_recurring_fee"];

    public static CurLineItemRule Rule(string type) => type switch
    {
        "Usage" => new(ChargeKind.Usage) { IsUsage = true },
        "DiscountedUsage" => new(ChargeKind.Usage, Amortisation.Spread) { IsUsage = true, Columns = ["reservation_effective_cost"], NetColumns = ["reservation_net_effective_cost"] },
        "SavingsPlanCoveredUsage" => new(ChargeKind.Usage, Amortisation.Spread)
        {
            IsUsage = true, Columns = ["savings_plan_savings_plan_effective_cost"], NetColumns = ["savings_plan_net_savings_plan_effective_cost"],
        },
        // It takes back the unblended cost of the covered rows, so that it stands with them.
        "SavingsPlanNegation" => new(ChargeKind.Usage, Amortisation.Elsewhere) { RepeatsUsage = true },
        "SavingsPlanRecurringFee" => new(ChargeKind.Fee, Amortisation.Spread) { Columns = Commitment, NetColumns = Commitment },
        "SavingsPlanUpfrontFee" => new(ChargeKind.Fee, Amortisation.Elsewhere),
        "RIFee" => new(ChargeKind.Fee, Amortisation.Spread) { Columns = Unused, NetColumns = NetUnused },
        "Fee" => new(ChargeKind.Fee, Amortisation.ElsewhereIfReserved),
        "Credit" => new(ChargeKind.Credit),
        "Refund" => new(ChargeKind.Refund),
        "Tax" => new(ChargeKind.Tax),
        _ when type.EndsWith("Discount", StringComparison.Ordinal) => new(ChargeKind.Discount),
        _ => new(ChargeKind.Fee) { Known = false },
    };

    /// <summary>The amortised cost of rows, or null where it should be in the commitment columns and is not.</summary>
    /// <param name="rule">Their type.</param>
    /// <param name="unblended">Their unblended cost.</param>
    /// <param name="spread">What the reservation and Savings Plan columns hold for them.</param>
    /// <param name="byReservation">They name a reservation.</param>
    public static decimal? Amortised(CurLineItemRule rule, decimal unblended, decimal? spread, bool byReservation) => rule.Amortisation switch
    {
        Amortisation.Spread => spread,
        Amortisation.Elsewhere => 0,
        Amortisation.ElsewhereIfReserved when byReservation => 0,
        _ => unblended,
    };

    public static PurchaseOption Purchase(string type, string usageType, bool byPlan, bool byReservation) =>
        byPlan || type.StartsWith("SavingsPlan", StringComparison.Ordinal) ? PurchaseOption.SavingsPlan
        : byReservation || type is "DiscountedUsage" or "RIFee" ? PurchaseOption.Reserved
        : usageType.Contains("Spot", StringComparison.Ordinal) ? PurchaseOption.Spot
        : PurchaseOption.OnDemand;
}
