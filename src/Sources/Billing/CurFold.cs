using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Folds a Cost and Usage Report, legacy or 2.0, in one scan.</summary>
internal static class CurFold
{
    private static readonly string[] NullWords = ["", "\\N"];

    private static readonly string[] MoneyColumns =
    [
        "line_item_unblended_cost", "line_item_net_unblended_cost", "pricing_public_on_demand_cost", "savings_plan_total_commitment_to_date", "savings_plan_used_commitment",
        "savings_plan_savings_plan_effective_cost", "savings_plan_net_savings_plan_effective_cost", "reservation_effective_cost", "reservation_net_effective_cost",
        "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_amortized_upfront_fee_for_billing_period",
        "reservation_unused_recurring_fee", "reservation_net_unused_recurring_fee",
    ];

    /// <exception cref="ProblemException">The file lacks columns or holds cells that cannot be read.</exception>
    public static void Read(BillSource source, DuckDbEngine engine, BillReadOptions options, LedgerBuilder ledger, CancellationToken cancellationToken)
    {
        source.Require("line_item_line_item_type", "line_item_product_code", "line_item_usage_type", "line_item_usage_start_date", UnblendedColumn(options));
        var table = new BillTable(source, engine.Readable(source.Path), MoneyColumns, ["line_item_usage_amount"]);
        var file = new FoldedFile(source.Path, source.Format);
        engine.Query(Sql(table, options), source.Path, row => Add(row, source, table, options, ledger, file), cancellationToken);
        ledger.EndFile(file);
    }

    private static string Sql(BillTable table, BillReadOptions options)
    {
        var net = options.NetOfDiscounts;
        var type = table.Text("line_item_line_item_type");
        var start = table.Time("line_item_usage_start_date");
        var end = table.Has("line_item_usage_end_date") ? table.Time("line_item_usage_end_date") : start;
        var month = table.Has("bill_billing_period_start_date") ? table.Time("bill_billing_period_start_date") : $"date_trunc('month', {start})";
        var (committed, used) = (table.Money("savings_plan_total_commitment_to_date"), table.Money("savings_plan_used_commitment"));
        var byPlan = table.Has("savings_plan_savings_plan_a_r_n");
        var region = table.Has("product_region_code") ? table.Text("product_region_code") : table.Text("product_region");
        var instance = InstanceId(table);

        // The engine computes a function of a dictionary-encoded text once per entry, and a comparison once per row: hence prefix().
        var spread = $"""
            CASE WHEN prefix({type}, 'SavingsPlanCoveredUsage') THEN {table.Money(net ? "savings_plan_net_savings_plan_effective_cost" : "savings_plan_savings_plan_effective_cost")}
              WHEN prefix({type}, 'SavingsPlanRecurringFee') THEN {committed} - {used}
              WHEN prefix({type}, 'DiscountedUsage') THEN {table.Money(net ? "reservation_net_effective_cost" : "reservation_effective_cost")}
              WHEN prefix({type}, 'RIFee') THEN {table.Money(net ? "reservation_net_unused_amortized_upfront_fee_for_billing_period" : "reservation_unused_amortized_upfront_fee_for_billing_period")}
                + {table.Money(net ? "reservation_net_unused_recurring_fee" : "reservation_unused_recurring_fee")} END
            """;
        var isPlan = $"prefix({type}, 'SavingsPlanRecurringFee') OR prefix({type}, 'SavingsPlanCoveredUsage')";
        const string lineKeys = "month, type, service, usage_type, operation, region, unit, currency, by_plan, by_reservation, split, instance";
        var planKeys = byPlan ? "plan, offering, hour" : "NULL::VARCHAR, NULL::VARCHAR, NULL::TIMESTAMP";
        string OfPlan(string lineType, string cost) => byPlan ? table.Sum($"CASE WHEN prefix(type, '{lineType}') THEN {cost} END") : "NULL::DECIMAL(38,0)";
        return $"""
            SELECT {(byPlan ? "GROUPING(type)" : "0::BIGINT")}, {lineKeys}, {planKeys},
              count(*), {(table.IsNeverNull(UnblendedColumn(options)) ? "count(*)" : "count(unblended)")}, {table.SumAmount("amount")}, {table.Sum("unblended")},
              {table.Sum("spread")}, {table.Sum("public_cost")}, min(start_time), max(end_time), {(table.IsNeverBlank("bill_invoice_id") ? "count(*)" : "count(nullif(invoice, ''))")},
              {OfPlan("SavingsPlanRecurringFee", "committed")}, {OfPlan("SavingsPlanRecurringFee", "used")}, {OfPlan("SavingsPlanCoveredUsage", "public_cost")}, max(cluster)
            FROM (SELECT {month} AS month, {type} AS type, {table.Text("line_item_product_code")} AS service, {table.Text("line_item_usage_type")} AS usage_type,
                {table.Text("line_item_operation")} AS operation, {region} AS region, {table.Text("pricing_unit")} AS unit, {table.Text("line_item_currency_code")} AS currency,
                {table.Length("savings_plan_savings_plan_a_r_n")} AS by_plan, {table.Length("reservation_reservation_a_r_n")} AS by_reservation,
                {table.Length("split_line_item_parent_resource_id")} AS split, {instance} AS instance,
                CASE WHEN {isPlan} THEN {table.Text("savings_plan_savings_plan_a_r_n")} END AS plan,
                CASE WHEN {isPlan} THEN {table.Text("savings_plan_offering_type")} END AS offering, CASE WHEN {isPlan} THEN {start} END AS hour,
                {table.Amount("line_item_usage_amount")} AS amount, {table.Money(UnblendedColumn(options))} AS unblended, {spread} AS spread,
                {table.Money("pricing_public_on_demand_cost")} AS public_cost, {start} AS start_time, {end} AS end_time, {table.Text("bill_invoice_id")} AS invoice,
                {committed} AS committed, {used} AS used, {ClusterTag.Sql(table, instance)} AS cluster
              FROM {table.From(NullWords)})
            GROUP BY {(byPlan ? $"GROUPING SETS (({lineKeys}), (plan, offering, hour))" : lineKeys)}
            """;
    }

    /// <summary>The resource of rows that bill the hours of an EC2 instance; other rows with its id (traffic, EBS optimisation) are not its hours.</summary>
    private static string InstanceId(BillTable table)
    {
        if (!table.Has("line_item_resource_id")) return "NULL::VARCHAR";
        var (resource, usageType) = (table.Text("line_item_resource_id"), table.Text("line_item_usage_type"));
        return $"CASE WHEN (contains({usageType}, 'BoxUsage') OR contains({usageType}, 'SpotUsage') OR contains({usageType}, 'DedicatedUsage')) "
            + $"AND prefix({table.Text("line_item_operation")}, 'RunInstances') AND prefix({resource}, 'i-') THEN {resource} END";
    }

    private static string UnblendedColumn(BillReadOptions options) => options.NetOfDiscounts ? "line_item_net_unblended_cost" : "line_item_unblended_cost";

    private static void Add(DuckDBDataReader row, BillSource source, BillTable table, BillReadOptions options, LedgerBuilder ledger, FoldedFile file)
    {
        if (row.GetInt64(0) != 0)
        {
            if (row.TextOrNull(13) is { Length: > 0 } arn && row.TimeOrNull(15) is { } hour)
                ledger.AddCommitment(arn, row.TextOrNull(14) ?? "", hour, table.MoneyOrNull(row, 25), table.MoneyOrNull(row, 26), table.MoneyOrNull(row, 27));
            return;
        }

        var count = row.GetInt64(16);
        var unblended = table.MoneyOrNull(row, 19) ?? 0;
        file.Rows += count;
        var type = row.TextOrNull(2) ?? "";
        var operation = row.TextOrNull(5) ?? "";
        if (operation is "EKSPod-EC2" or "ECSTask-EC2" || row.IsGiven(11))
        {
            ledger.Skip("split cost allocation rows: they repeat the cost of their instance", count, unblended);
            return;
        }

        var withCost = row.GetInt64(17);
        if (withCost < count) ledger.Skip("rows without a cost", count - withCost, 0);
        if (withCost == 0) return;

        var usageType = row.TextOrNull(4) ?? "";
        var rule = CurLineItem.Rule(type);
        RequireColumns(source, rule, options);
        if (!rule.Known) file.UnknownTypes.Add(type);
        var byReservation = row.IsGiven(10);
        ledger.Add(file, new FoldedCharge
        {
            Month = row.TimeOrNull(1) ?? throw new ProblemException(new Problem("a row has no billing period and no start", source.Path.Shown, "export the bill again")),
            Service = row.TextOrNull(3) ?? "",
            UsageType = usageType,
            Operation = operation,
            Region = row.TextOrNull(6) is { Length: > 0 } region ? region : null,
            Unit = row.TextOrNull(7) ?? "",
            Currency = row.TextOrNull(8),
            Charge = rule.Charge,
            Purchase = CurLineItem.Purchase(type, usageType, row.IsGiven(9), byReservation),
            InstanceId = rule.IsUsage ? row.TextOrNull(12) : null,
            ClusterTag = row.TextOrNull(28),
            Rows = withCost,
            UsageAmount = rule.RepeatsUsage ? null : table.AmountOrNull(row, 18),
            PublicOnDemand = rule.RepeatsUsage ? null : table.MoneyOrNull(row, 21),
            Unblended = unblended,
            Amortised = rule.Amortisation switch
            {
                Amortisation.Spread => table.MoneyOrNull(row, 20) ?? throw new ProblemException(NoAmortised(source, type)),
                Amortisation.Elsewhere => 0,
                Amortisation.ElsewhereIfReserved when byReservation => 0,
                _ => unblended,
            },
            From = row.TimeOrNull(22),
            To = row.TimeOrNull(23),
            CoversTime = rule.IsUsage,
            Estimated = source.Find("bill_invoice_id") is not null && row.GetInt64(24) < count,
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
