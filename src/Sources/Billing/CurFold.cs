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
        Require(source, options);
        var query = new CurQuery(source, engine.Readable(source.Path.FullPath), options.NetOfDiscounts);
        var file = new FoldedFile(source.Path, source.Format);
        engine.Query(query.Scan(), source.Path.Shown, _ => { }, cancellationToken);
        engine.Query(CurQuery.Lines, source.Path.Shown, row => AddLine(Line(row, query.Table), source, options, ledger, file), cancellationToken);
        engine.Query(CurQuery.Instances, source.Path.Shown, row => AddInstance(Instance(row, query.Table), row.GetString(1), row.TextOrNull(10), ledger), cancellationToken);
        engine.Query(CurQuery.Commitments, source.Path.Shown, row => ledger.AddCommitment(
            row.GetString(0), row.TextOrNull(1) ?? "", row.GetDateTime(2), query.Table.MoneyOrNull(row, 3), query.Table.MoneyOrNull(row, 4), query.Table.MoneyOrNull(row, 5)), cancellationToken);
        ledger.EndFile(file);
    }

    /// <exception cref="ProblemException">The bill lacks a column that every report has.</exception>
    public static void Require(BillSource source, BillReadOptions options) =>
        source.Require("line_item_line_item_type", "line_item_product_code", "line_item_usage_type", "line_item_usage_start_date", CurQuery.Charged(options.NetOfDiscounts));

    /// <summary>Counts a line of any engine.</summary>
    /// <exception cref="ProblemException">The bill lacks what the line needs.</exception>
    public static void AddLine(CurLine line, BillSource source, BillReadOptions options, LedgerBuilder ledger, FoldedFile file)
    {
        var unblended = line.Unblended ?? 0;
        file.Rows += line.Rows;
        if (line.Operation is "EKSPod-EC2" or "ECSTask-EC2" || line.IsSplit)
        {
            ledger.Skip("split cost allocation rows: they repeat the cost of their instance", line.Rows, unblended);
            return;
        }

        if (line.Costs < line.Rows) ledger.Skip("rows without a cost", line.Rows - line.Costs, 0);
        if (line.Costs == 0) return;

        var rule = CurLineItem.Rule(line.Type);
        RequireColumns(source, rule, options);
        if (!rule.Known) file.UnknownTypes.Add(line.Type);
        ledger.Add(file, new FoldedCharge
        {
            Month = line.Month ?? throw new ProblemException(new Problem("a row has no billing period and no start", source.Path.Shown, "export the bill again")),
            Service = line.Service,
            UsageType = line.UsageType,
            Operation = line.Operation,
            Region = line.Region is { Length: > 0 } region ? region : null,
            Unit = line.Unit,
            Currency = line.Currency,
            Charge = rule.Charge,
            Purchase = CurLineItem.Purchase(line.Type, line.UsageType, line.ByPlan, line.ByReservation),
            Rows = line.Costs,
            UsageAmount = rule.RepeatsUsage ? null : line.Amount,
            PublicOnDemand = rule.RepeatsUsage ? null : line.PublicCost,
            Unblended = unblended,
            Amortised = CurLineItem.Amortised(rule, unblended, line.Spread, line.ByReservation) ?? throw new ProblemException(NoAmortised(source, line.Type)),
            From = line.From,
            To = line.To,
            CoversTime = rule.IsUsage,
            Estimated = source.Find("bill_invoice_id") is not null && line.Invoiced < line.Rows,
        });
    }

    /// <summary>Counts the hours of an instance, which a line of its own describes.</summary>
    public static void AddInstance(CurLine line, string instance, string? cluster, LedgerBuilder ledger)
    {
        var rule = CurLineItem.Rule(line.Type);
        if (!rule.IsUsage || line.Month is not { } month) return;
        var unblended = line.Unblended ?? 0;
        ledger.AddInstance(new FoldedInstance
        {
            Month = month,
            InstanceId = instance,
            UsageType = line.UsageType,
            Purchase = CurLineItem.Purchase(line.Type, line.UsageType, line.ByPlan, line.ByReservation),
            ClusterTag = cluster,
            Hours = line.Amount ?? 0,
            Unblended = unblended,
            Amortised = CurLineItem.Amortised(rule, unblended, line.Spread, line.ByReservation) ?? unblended,
            PublicOnDemand = line.PublicCost,
        });
    }

    /// <summary>A row of <see cref="CurQuery.Lines"/>.</summary>
    private static CurLine Line(DuckDBDataReader row, BillTable table) => new()
    {
        Month = row.TimeOrNull(0),
        Type = row.TextOrNull(1) ?? "",
        Service = row.TextOrNull(2) ?? "",
        UsageType = row.TextOrNull(3) ?? "",
        Operation = row.TextOrNull(4) ?? "",
        Region = row.TextOrNull(5),
        Unit = row.TextOrNull(6) ?? "",
        Currency = row.TextOrNull(7),
        ByPlan = row.IsGiven(8),
        ByReservation = row.IsGiven(9),
        IsSplit = row.IsGiven(10),
        Rows = row.GetInt64(11),
        Costs = row.GetInt64(12),
        Amount = table.AmountOrNull(row, 13),
        Unblended = table.MoneyOrNull(row, 14),
        Spread = table.MoneyOrNull(row, 15),
        PublicCost = table.MoneyOrNull(row, 16),
        From = row.TimeOrNull(17),
        To = row.TimeOrNull(18),
        Invoiced = row.GetInt64(19),
    };

    /// <summary>A row of <see cref="CurQuery.Instances"/>.</summary>
    private static CurLine Instance(DuckDBDataReader row, BillTable table) => new()
    {
        Month = row.GetDateTime(0),
        Type = row.TextOrNull(3) ?? "",
        Service = "",
        UsageType = row.GetString(2),
        Operation = "",
        Region = null,
        Unit = "",
        Currency = null,
        ByPlan = row.IsGiven(4),
        ByReservation = row.IsGiven(5),
        IsSplit = false,
        Rows = 0,
        Costs = 0,
        Invoiced = 0,
        Amount = table.AmountOrNull(row, 6),
        Unblended = table.MoneyOrNull(row, 7),
        Spread = table.MoneyOrNull(row, 8),
        PublicCost = table.MoneyOrNull(row, 9),
        From = null,
        To = null,
    };

    private static void RequireColumns(BillSource source, CurLineItemRule rule, BillReadOptions options)
    {
        foreach (var column in options.NetOfDiscounts ? rule.NetColumns : rule.Columns)
            if (source.Find(column) is null)
                throw new ProblemException(BillSource.MissingColumns(source.Path, $"`{column}`, which its commitment rows need", source.Columns.Select(known => known.Name)));
    }

    private static Problem NoAmortised(BillSource source, string type) =>
        new($"`{type}` rows hold no cost to amortise", source.Path.Shown, "export the bill again with the reservation and Savings Plan columns");
}
