using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Folds a Cost and Usage Report, legacy or 2.0, in one scan.</summary>
internal static class CurFold
{
    /// <exception cref="ProblemException">The file lacks columns or holds cells that cannot be read.</exception>
    public static void Read(BillSource source, DuckDbEngine engine, BillReadOptions options, LedgerBuilder ledger, CancellationToken cancellationToken)
    {
        source.Require("line_item_line_item_type", "line_item_product_code", "line_item_usage_type", "line_item_usage_start_date", CurQuery.Charged(options.NetOfDiscounts));
        var query = new CurQuery(source, engine.Readable(source.Path.FullPath), options.NetOfDiscounts);
        var file = new FoldedFile(source.Path, source.Format);
        engine.Query(query.Scan(), source.Path.Shown, _ => { }, cancellationToken);
        engine.Query(CurQuery.Lines, source.Path.Shown, row => AddLine(row, source, query.Table, options, ledger, file), cancellationToken);
        engine.Query(CurQuery.Instances, source.Path.Shown, row => AddInstance(row, query.Table, ledger), cancellationToken);
        engine.Query(CurQuery.Commitments, source.Path.Shown, row => ledger.AddCommitment(
            row.GetString(0), row.TextOrNull(1) ?? "", row.GetDateTime(2), query.Table.MoneyOrNull(row, 3), query.Table.MoneyOrNull(row, 4), query.Table.MoneyOrNull(row, 5)), cancellationToken);
        ledger.EndFile(file);
    }

    private static void AddLine(DuckDBDataReader row, BillSource source, BillTable table, BillReadOptions options, LedgerBuilder ledger, FoldedFile file)
    {
        var (count, withCost) = (row.GetInt64(11), row.GetInt64(12));
        var unblended = table.MoneyOrNull(row, 14) ?? 0;
        file.Rows += count;
        var (type, usageType, operation) = (row.TextOrNull(1) ?? "", row.TextOrNull(3) ?? "", row.TextOrNull(4) ?? "");
        if (operation is "EKSPod-EC2" or "ECSTask-EC2" || row.IsGiven(10))
        {
            ledger.Skip("split cost allocation rows: they repeat the cost of their instance", count, unblended);
            return;
        }

        if (withCost < count) ledger.Skip("rows without a cost", count - withCost, 0);
        if (withCost == 0) return;

        var rule = CurLineItem.Rule(type);
        RequireColumns(source, rule, options);
        if (!rule.Known) file.UnknownTypes.Add(type);
        var byReservation = row.IsGiven(9);
        ledger.Add(file, new FoldedCharge
        {
            Month = row.TimeOrNull(0) ?? throw new ProblemException(new Problem("a row has no billing period and no start", source.Path.Shown, "export the bill again")),
            Service = row.TextOrNull(2) ?? "",
            UsageType = usageType,
            Operation = operation,
            Region = row.TextOrNull(5) is { Length: > 0 } region ? region : null,
            Unit = row.TextOrNull(6) ?? "",
            Currency = row.TextOrNull(7),
            Charge = rule.Charge,
            Purchase = CurLineItem.Purchase(type, usageType, row.IsGiven(8), byReservation),
            Rows = withCost,
            UsageAmount = rule.RepeatsUsage ? null : table.AmountOrNull(row, 13),
            PublicOnDemand = rule.RepeatsUsage ? null : table.MoneyOrNull(row, 16),
            Unblended = unblended,
            Amortised = CurLineItem.Amortised(rule, unblended, table.MoneyOrNull(row, 15), byReservation) ?? throw new ProblemException(NoAmortised(source, type)),
            From = row.TimeOrNull(17),
            To = row.TimeOrNull(18),
            CoversTime = rule.IsUsage,
            Estimated = source.Find("bill_invoice_id") is not null && row.GetInt64(19) < count,
        });
    }

    private static void AddInstance(DuckDBDataReader row, BillTable table, LedgerBuilder ledger)
    {
        var (usageType, type) = (row.GetString(2), row.TextOrNull(3) ?? "");
        var rule = CurLineItem.Rule(type);
        if (!rule.IsUsage) return;
        var (byPlan, byReservation) = (row.IsGiven(4), row.IsGiven(5));
        var unblended = table.MoneyOrNull(row, 7) ?? 0;
        ledger.AddInstance(new FoldedInstance
        {
            Month = row.GetDateTime(0),
            InstanceId = row.GetString(1),
            UsageType = usageType,
            Purchase = CurLineItem.Purchase(type, usageType, byPlan, byReservation),
            ClusterTag = row.TextOrNull(10),
            Hours = table.AmountOrNull(row, 6) ?? 0,
            Unblended = unblended,
            Amortised = CurLineItem.Amortised(rule, unblended, table.MoneyOrNull(row, 8), byReservation) ?? unblended,
            PublicOnDemand = table.MoneyOrNull(row, 9),
        });
    }

    private static void RequireColumns(BillSource source, CurLineItemRule rule, BillReadOptions options)
    {
        foreach (var column in options.NetOfDiscounts ? rule.NetColumns : rule.Columns)
            if (source.Find(column) is null)
                throw new ProblemException(BillSource.MissingColumns(source.Path, $"`{column}`, which its commitment rows need", source.Columns.Select(known => known.Name)));
    }

    private static Problem NoAmortised(BillSource source, string type) =>
        new($"`{type}` rows hold no cost to amortise", source.Path.Shown, "export the bill again with the reservation and Savings Plan columns");
}
