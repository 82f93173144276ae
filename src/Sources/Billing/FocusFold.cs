using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Folds a FOCUS 1.0 to 1.2 bill in one scan.</summary>
/// <remarks>
/// Amortised cost is <c>EffectiveCost</c>. Some publishers round it to whole units; where every effective cost of plain usage is whole
/// while the billed costs are not, <c>BilledCost</c> stands in and a note says so.
/// </remarks>
internal static class FocusFold
{
    /// <exception cref="ProblemException">The file lacks columns or holds cells that cannot be read.</exception>
    public static void Read(BillSource source, DuckDbEngine engine, LedgerBuilder ledger, CancellationToken cancellationToken)
    {
        source.Require("BilledCost", "BillingPeriodStart", "ChargeCategory", "ChargePeriodStart", "EffectiveCost", "ServiceName");
        var query = new FocusQuery(source, engine.Readable(source.Path.FullPath));
        var file = new FoldedFile(source.Path, source.Format);
        var charges = new List<FoldedCharge>();
        var (wholeEffective, wholeBilled) = (true, true);
        engine.Query(query.Scan(), source.Path.Shown, _ => { }, cancellationToken);
        engine.Query(FocusQuery.Lines, source.Path.Shown, row =>
        {
            var (count, withCost) = (row.GetInt64(12), row.GetInt64(13));
            file.Rows += count;
            var provider = row.TextOrNull(11) ?? "";
            if (!IsAws(provider))
            {
                ledger.Skip($"rows of another provider: {(provider.Length == 0 ? "none named" : provider)}", count, query.Table.MoneyOrNull(row, 15) ?? 0);
                return;
            }

            if (withCost < count) ledger.Skip("rows without a cost", count - withCost, 0);
            if (withCost == 0) return;
            if (row.TextOrNull(1) == "Usage" && row.TextOrNull(9) is null)
            {
                wholeEffective &= row.GetBoolean(21);
                wholeBilled &= row.GetBoolean(22);
            }

            charges.Add(Charge(row, source, query.Table));
        }, cancellationToken);

        var rounded = wholeEffective && !wholeBilled;
        if (rounded) ledger.Note($"{source.Path.Shown}: every EffectiveCost is a whole number while BilledCost is not, so the publisher rounded it; BilledCost is used as the amortised cost");
        foreach (var charge in charges) ledger.Add(file, rounded ? charge with { Amortised = charge.Unblended } : charge);
        engine.Query(FocusQuery.Instances, source.Path.Shown, row => AddInstance(row, query.Table, rounded, ledger), cancellationToken);
        engine.Query(FocusQuery.Commitments, source.Path.Shown, row => ledger.AddCommitment(
            row.GetString(0), "", row.GetDateTime(1), query.Table.MoneyOrNull(row, 2), query.Table.MoneyOrNull(row, 3), query.Table.MoneyOrNull(row, 4)), cancellationToken);
        ledger.EndFile(file);
    }

    private static FoldedCharge Charge(DuckDBDataReader row, BillSource source, BillTable table)
    {
        var charge = Kind(row.TextOrNull(1) ?? "", row.TextOrNull(10) == "Correction");
        return new FoldedCharge
        {
            Month = row.TimeOrNull(0) ?? throw new ProblemException(new Problem("a row has no BillingPeriodStart", source.Path.Shown, "export the bill again")),
            Service = row.TextOrNull(2) ?? "",
            UsageType = row.TextOrNull(3) ?? "",
            Operation = row.TextOrNull(4) ?? "",
            Region = row.TextOrNull(5) is { Length: > 0 } region ? region : null,
            Unit = row.TextOrNull(6) ?? "",
            Currency = row.TextOrNull(7),
            Charge = charge,
            Purchase = Purchase(row.TextOrNull(8), row.TextOrNull(9) ?? ""),
            Rows = row.GetInt64(13),
            UsageAmount = table.AmountOrNull(row, 14),
            Unblended = table.MoneyOrNull(row, 15) ?? 0,
            Amortised = table.MoneyOrNull(row, 16) ?? throw new ProblemException(new Problem("rows have a BilledCost and no EffectiveCost", source.Path.Shown, "export the bill again with EffectiveCost")),
            PublicOnDemand = table.MoneyOrNull(row, 17),
            From = row.TimeOrNull(18),
            To = row.TimeOrNull(19),
            CoversTime = charge == ChargeKind.Usage,
            Estimated = source.Find("InvoiceId") is not null && row.GetInt64(20) < row.GetInt64(12),
        };
    }

    private static void AddInstance(DuckDBDataReader row, BillTable table, bool rounded, LedgerBuilder ledger)
    {
        if (!IsAws(row.TextOrNull(5) ?? "") || Kind(row.TextOrNull(6) ?? "", row.TextOrNull(7) == "Correction") != ChargeKind.Usage) return;
        var billed = table.MoneyOrNull(row, 9) ?? 0;
        ledger.AddInstance(new FoldedInstance
        {
            Month = row.GetDateTime(0),
            InstanceId = row.GetString(1),
            UsageType = row.TextOrNull(2) ?? "",
            Purchase = Purchase(row.TextOrNull(3), row.TextOrNull(4) ?? ""),
            ClusterTag = row.TextOrNull(12),
            Hours = table.AmountOrNull(row, 8) ?? 0,
            Unblended = billed,
            Amortised = rounded ? billed : table.MoneyOrNull(row, 10) ?? billed,
            PublicOnDemand = table.MoneyOrNull(row, 11),
        });
    }

    private static bool IsAws(string provider) =>
        provider.StartsWith("AWS", StringComparison.OrdinalIgnoreCase) || provider.StartsWith("Amazon", StringComparison.OrdinalIgnoreCase);

    private static ChargeKind Kind(string category, bool correction) => category switch
    {
        "Tax" => ChargeKind.Tax,
        "Credit" => ChargeKind.Credit,
        // FOCUS has no refunds: money given back for an earlier period is a correction or an adjustment.
        "Adjustment" => ChargeKind.Refund,
        _ when correction => ChargeKind.Refund,
        "Usage" => ChargeKind.Usage,
        _ => ChargeKind.Fee,
    };

    private static PurchaseOption Purchase(string? pricing, string discount)
    {
        if (pricing == "Dynamic") return PurchaseOption.Spot;
        if (discount.Length == 0) return PurchaseOption.OnDemand;
        return discount.Contains("Savings", StringComparison.OrdinalIgnoreCase) || discount == "Spend" ? PurchaseOption.SavingsPlan : PurchaseOption.Reserved;
    }
}
