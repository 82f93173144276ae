using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Folds a FOCUS 1.0 to 1.2 bill in one scan.</summary>
/// <remarks>
/// Amortised cost is <c>EffectiveCost</c>. Some publishers round it to whole units; where every effective cost of plain usage is whole
/// while the billed costs are not, <c>BilledCost</c> stands in and a note says so.
/// </remarks>
internal static class FocusFold
{
    private static readonly string[] NullWords = ["", "NULL", "null"];

    /// <exception cref="ProblemException">The file lacks columns or holds cells that cannot be read.</exception>
    public static void Read(BillSource source, DuckDbEngine engine, LedgerBuilder ledger, CancellationToken cancellationToken)
    {
        source.Require("BilledCost", "BillingPeriodStart", "ChargeCategory", "ChargePeriodStart", "EffectiveCost", "ServiceName");
        var table = new BillTable(source, engine.Readable(source.Path), ["BilledCost", "EffectiveCost", "ListCost"], ["PricingQuantity", "ConsumedQuantity"]);
        var file = new FoldedFile(source.Path, source.Format);
        var (wholeEffective, wholeBilled) = (true, true);
        var charges = new List<(FoldedCharge Charge, decimal Billed)>();
        engine.Query(Sql(table), source.Path, row =>
        {
            if (row.GetInt64(0) != 0)
            {
                if (row.TextOrNull(13) is { } plan && row.TimeOrNull(14) is { } hour)
                    ledger.AddCommitment(plan, "", hour, table.MoneyOrNull(row, 23), table.MoneyOrNull(row, 24), table.MoneyOrNull(row, 25));
                return;
            }

            var count = row.GetInt64(15);
            file.Rows += count;
            var billed = table.MoneyOrNull(row, 17) ?? 0;
            var provider = row.TextOrNull(12) ?? "";
            if (!IsAws(provider))
            {
                ledger.Skip($"rows of another provider: {(provider.Length == 0 ? "none named" : provider)}", count, billed);
                return;
            }

            var withCost = row.GetInt64(16);
            if (withCost < count) ledger.Skip("rows without a cost", count - withCost, 0);
            if (withCost == 0) return;
            if (row.TextOrNull(2) == "Usage" && row.TextOrNull(10) is null)
            {
                wholeEffective &= !row.IsDBNull(26) && row.GetBoolean(26);
                wholeBilled &= !row.IsDBNull(27) && row.GetBoolean(27);
            }

            charges.Add((Charge(row, source, table, billed, withCost), billed));
        }, cancellationToken);

        var rounded = wholeEffective && !wholeBilled;
        if (rounded) ledger.Note($"{source.Path.Shown}: every EffectiveCost is a whole number while BilledCost is not, so the publisher rounded it; BilledCost is used as the amortised cost");
        foreach (var (charge, billed) in charges) ledger.Add(file, rounded ? charge with { Amortised = billed } : charge);
        ledger.EndFile(file);
    }

    private static string Sql(BillTable table)
    {
        var start = table.Time("ChargePeriodStart");
        var end = table.Has("ChargePeriodEnd") ? table.Time("ChargePeriodEnd") : start;
        var (billed, effective, list) = (table.Money("BilledCost"), table.Money("EffectiveCost"), table.Money("ListCost"));
        var plan = $"CASE WHEN {table.Text("CommitmentDiscountType")} ILIKE '%savings%plan%' AND {table.Text("ChargeCategory")} = 'Usage' THEN {table.Text("CommitmentDiscountId")} END";
        var byPlan = table.Has("CommitmentDiscountType") && table.Has("CommitmentDiscountId");
        const string lineKeys = "month, category, service, usage_type, operation, region, unit, currency, pricing, discount, correction, instance, provider";
        return $"""
            SELECT {(byPlan ? "GROUPING(category)" : "0::BIGINT")}, month, category, service, usage_type, operation, region, unit, currency, pricing, discount, correction, provider,
              {(byPlan ? "plan, hour" : "NULL::VARCHAR, NULL::TIMESTAMP")},
              count(*), count(billed), {table.Sum("billed")}, {table.Sum("effective")}, {table.Sum("list")}, {table.SumAmount("amount")}, min(start_time), max(end_time),
              {table.Sum("CASE WHEN plan IS NOT NULL THEN effective END")}, {table.Sum("CASE WHEN status = 'Used' THEN effective END")}, {table.Sum("CASE WHEN status = 'Used' THEN list END")},
              bool_and({table.IsWhole("effective")}), bool_and({table.IsWhole("billed")}), count(invoice), instance, max(cluster)
            FROM (SELECT {table.Time("BillingPeriodStart")} AS month, {table.Text("ChargeCategory")} AS category,
                {(table.Has("x_ServiceCode") ? table.Text("x_ServiceCode") : table.Text("ServiceName"))} AS service,
                {(table.Has("x_UsageType") ? table.Text("x_UsageType") : table.Text("SkuMeter"))} AS usage_type, {table.Text("x_Operation")} AS operation,
                {table.Text("RegionId")} AS region, coalesce({table.Text("PricingUnit")}, {table.Text("ConsumedUnit")}) AS unit, {table.Text("BillingCurrency")} AS currency,
                {table.Text("PricingCategory")} AS pricing, coalesce({table.Text("CommitmentDiscountType")}, {table.Text("CommitmentDiscountCategory")}) AS discount,
                {table.Text("ChargeClass")} AS correction, {Provider(table)} AS provider, {plan} AS plan,
                CASE WHEN {plan} IS NOT NULL THEN {start} END AS hour, {billed} AS billed, {effective} AS effective, {list} AS list,
                coalesce({table.Amount("PricingQuantity")}, {table.Amount("ConsumedQuantity")}) AS amount, {start} AS start_time, {end} AS end_time,
                {table.Text("CommitmentDiscountStatus")} AS status, {table.Text("InvoiceId")} AS invoice, {InstanceId(table)} AS instance,
                {ClusterTag.Sql(table, InstanceId(table))} AS cluster
              FROM {table.From(NullWords)})
            GROUP BY {(byPlan ? $"GROUPING SETS (({lineKeys}), (plan, hour))" : lineKeys)}
            """;
    }

    private static FoldedCharge Charge(DuckDBDataReader row, BillSource source, BillTable table, decimal billed, long rows)
    {
        var category = row.TextOrNull(2) ?? "";
        var charge = Kind(category, row.TextOrNull(11) == "Correction");
        var isUsage = charge == ChargeKind.Usage;
        return new FoldedCharge
        {
            Month = row.TimeOrNull(1) ?? throw new ProblemException(new Problem("a row has no BillingPeriodStart", source.Path.Shown, "export the bill again")),
            Service = row.TextOrNull(3) ?? "",
            UsageType = row.TextOrNull(4) ?? "",
            Operation = row.TextOrNull(5) ?? "",
            Region = row.TextOrNull(6),
            Unit = row.TextOrNull(7) ?? "",
            Currency = row.TextOrNull(8),
            Charge = charge,
            Purchase = Purchase(row.TextOrNull(9), row.TextOrNull(10) ?? ""),
            InstanceId = isUsage ? row.TextOrNull(29) : null,
            ClusterTag = row.TextOrNull(30),
            Rows = rows,
            UsageAmount = table.AmountOrNull(row, 20),
            Unblended = billed,
            Amortised = table.MoneyOrNull(row, 18) ?? throw new ProblemException(new Problem("rows have a BilledCost and no EffectiveCost", source.Path.Shown, "export the bill again with EffectiveCost")),
            PublicOnDemand = table.MoneyOrNull(row, 19),
            From = row.TimeOrNull(21),
            To = row.TimeOrNull(22),
            CoversTime = isUsage,
            Estimated = source.Find("InvoiceId") is not null && row.GetInt64(28) < row.GetInt64(15),
        };
    }

    /// <summary>The column was renamed from version to version.</summary>
    private static string Provider(BillTable table) =>
        $"coalesce({table.Text("ProviderName")}, {table.Text("Provider")}, {table.Text("ServiceProviderName")}, {table.Text("PublisherName")}, {table.Text("InvoiceIssuerName")})";

    private static bool IsAws(string provider) =>
        provider.StartsWith("AWS", StringComparison.OrdinalIgnoreCase) || provider.StartsWith("Amazon", StringComparison.OrdinalIgnoreCase);

    /// <summary>Only AWS's own columns tell the hours of an instance from its other charges.</summary>
    private static string InstanceId(BillTable table)
    {
        if (!table.Has("ResourceId") || !table.Has("x_UsageType")) return "NULL::VARCHAR";
        var (resource, usageType) = (table.Text("ResourceId"), table.Text("x_UsageType"));
        return $"CASE WHEN ({usageType} LIKE '%BoxUsage%' OR {usageType} LIKE '%SpotUsage:%' OR {usageType} LIKE '%DedicatedUsage%') "
            + $"THEN nullif(regexp_extract({resource}, '(?:^|/)(i-[0-9a-f]+)$', 1), '') END";
    }

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
