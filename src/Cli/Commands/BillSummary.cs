using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Cli.Commands;

/// <summary>The totals of a ledger that <c>costtool bill</c> prints, as text or as JSON.</summary>
internal sealed record BillSummary
{
    public required BillLedger Ledger { get; init; }

    public required IReadOnlyList<MonthTotal> Months { get; init; }

    /// <summary>Usage, fees and discounts; no credits, refunds and tax.</summary>
    public required Usd Unblended { get; init; }

    /// <summary>Usage, fees and discounts with commitments spread; no credits, refunds and tax.</summary>
    public required Usd Amortised { get; init; }

    /// <summary>Every row: what the sum of the cost column is.</summary>
    public required Usd TotalUnblended { get; init; }

    public required IReadOnlyDictionary<ChargeKind, Usd> ByCharge { get; init; }

    public required IReadOnlyList<ServiceTotal> Services { get; init; }

    public required IReadOnlyList<UsageTypeTotal> UsageTypes { get; init; }

    public required IReadOnlyList<PurchaseTotal> Purchases { get; init; }

    public static BillSummary Of(BillLedger ledger)
    {
        var costs = ledger.Lines.Where(line => IsCost(line.Charge)).ToList();
        return new BillSummary
        {
            Ledger = ledger,
            Months = [.. ledger.Months.Select(month => new MonthTotal(month, SumOf(costs, month, line => line.Unblended), SumOf(costs, month, line => line.Amortised)))],
            Unblended = costs.Sum(line => line.Unblended),
            Amortised = costs.Sum(line => line.Amortised),
            TotalUnblended = ledger.Lines.Sum(line => line.Unblended),
            ByCharge = Enum.GetValues<ChargeKind>().ToDictionary(kind => kind, kind => ledger.Lines.Where(line => line.Charge == kind).Sum(line => line.Unblended)),
            Services =
            [
                .. costs.GroupBy(line => line.Service, StringComparer.Ordinal)
                    .Select(group => new ServiceTotal(group.Key, group.Sum(line => line.Amortised), group.Sum(line => line.Unblended)))
                    .OrderByDescending(total => total.Amortised).ThenBy(total => total.Service, StringComparer.Ordinal),
            ],
            UsageTypes =
            [
                .. costs.GroupBy(line => (line.Service, line.UsageType, line.UsageUnit))
                    .Select(group => new UsageTypeTotal(group.Key.Service, group.Key.UsageType, group.Sum(line => line.Amortised), AmountOf(group), group.Key.UsageUnit))
                    .OrderByDescending(total => total.Amortised).ThenBy(total => total.Service, StringComparer.Ordinal)
                    .ThenBy(total => total.UsageType, StringComparer.Ordinal).ThenBy(total => total.UsageUnit, StringComparer.Ordinal),
            ],
            Purchases =
            [
                .. costs.GroupBy(line => line.Purchase).Select(group => new PurchaseTotal(group.Key, group.Sum(line => line.Amortised)))
                    .OrderByDescending(total => total.Amortised).ThenBy(total => total.Purchase),
            ],
        };
    }

    public static string Name(PurchaseOption option) => option switch
    {
        PurchaseOption.OnDemand => "on-demand",
        PurchaseOption.Spot => "spot",
        PurchaseOption.SavingsPlan => "savings-plan",
        _ => "reserved",
    };

    public static string Name(BillFormat format) => format switch
    {
        BillFormat.LegacyCur => "legacy-cur",
        BillFormat.Cur2 => "cur-2.0",
        BillFormat.Focus => "focus",
        _ => "cost-explorer",
    };

    private static bool IsCost(ChargeKind kind) => kind is ChargeKind.Usage or ChargeKind.Fee or ChargeKind.Discount;

    private static Usd SumOf(IEnumerable<BillLine> lines, BillMonth month, Func<BillLine, Usd> cost) => lines.Where(line => line.Month == month.Month).Sum(cost);

    /// <summary>Fees repeat the hours of the usage that they paid for, so that only usage is added up where there is any.</summary>
    private static decimal? AmountOf(IEnumerable<BillLine> lines)
    {
        var known = lines.Where(line => line.UsageAmount is not null).ToList();
        var usage = known.Where(line => line.Charge == ChargeKind.Usage).ToList();
        var counted = usage.Count > 0 ? usage : known;
        return counted.Count == 0 ? null : counted.Sum(line => line.UsageAmount);
    }
}

/// <summary>A month and its cost without credits, refunds and tax.</summary>
internal sealed record MonthTotal(BillMonth Month, Usd Unblended, Usd Amortised);

/// <summary>Cost of a service.</summary>
internal sealed record ServiceTotal(string Service, Usd Amortised, Usd Unblended);

/// <summary>Cost and amount of a usage type; the amount is null where the bill has none.</summary>
internal sealed record UsageTypeTotal(string Service, string UsageType, Usd Amortised, decimal? UsageAmount, string UsageUnit);

/// <summary>Cost by the way it was bought.</summary>
internal sealed record PurchaseTotal(PurchaseOption Purchase, Usd Amortised);
