using CostTool.Sources.Sql;
using CostTool.Sources.Sql.Athena;

namespace CostTool.Sources.Billing;

/// <summary>The one question to a table that holds Cost and Usage Reports, in the dialect that DuckDB and Athena (Trino) share.</summary>
/// <remarks>
/// It asks what <see cref="CurQuery"/> asks of a file, without the engine's own functions and in one statement: Athena charges by scan.
/// The answer has the rows of the fold: by line of the ledger and instance, and where there are Savings Plans also by plan and hour. Numbers with decimals come as texts, instants as seconds.
/// </remarks>
internal sealed class CurTableQuery
{
    private readonly BillSource _source;
    private readonly AthenaTable _table;
    private readonly bool _net;

    /// <param name="source">The columns; their types as the catalog names them.</param>
    /// <param name="table">The table.</param>
    /// <param name="net">Count the <c>net_*</c> columns.</param>
    public CurTableQuery(BillSource source, AthenaTable table, bool net) => (_source, _table, _net) = (source, table, net);

    /// <summary>The statement; <see cref="CurTableRow"/> reads its rows.</summary>
    public string Sql()
    {
        var type = Text("line_item_line_item_type");
        var start = Seconds("line_item_usage_start_date");
        var end = Has("line_item_usage_end_date") ? Seconds("line_item_usage_end_date") : start;
        var month = Has("bill_billing_period_start_date") ? Seconds("bill_billing_period_start_date") : Since1970($"date_trunc('month', {Time("line_item_usage_start_date")})");
        var (fee, covered) = ($"{type} = 'SavingsPlanRecurringFee'", $"{type} = 'SavingsPlanCoveredUsage'");
        var instance = Instance();
        string[] keys = ["bill_month", "item_type", "service", "usage_type", "operation", "region", "unit", "currency", "by_plan", "by_reservation", "is_split", "instance"];
        var planned = Has("savings_plan_savings_plan_a_r_n");
        var grouping = planned ? $"GROUPING SETS (({string.Join(", ", keys)}), (plan, offering, hour_start))" : string.Join(", ", keys);
        return $"""
            SELECT {string.Join(", ", keys)},
              {(planned ? "plan, offering, hour_start, CASE WHEN GROUPING(plan) = 0 THEN 1 ELSE 0 END" : "CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), 0")} AS by_hour,
              count(*) AS row_count, count(unblended) AS cost_count, count(nullif(invoice, '')) AS invoice_count,
              CAST(sum(amount) AS VARCHAR) AS amount, CAST(sum(unblended) AS VARCHAR) AS unblended, CAST(sum(spread) AS VARCHAR) AS spread, CAST(sum(public_cost) AS VARCHAR) AS public_cost,
              min(start_second) AS start_second, max(end_second) AS end_second, max(cluster) AS cluster,
              CAST(sum(committed) AS VARCHAR) AS committed, CAST(sum(used) AS VARCHAR) AS used, CAST(sum(covered) AS VARCHAR) AS covered
            FROM (SELECT {month} AS bill_month, {type} AS item_type, {Text("line_item_product_code")} AS service, {Text("line_item_usage_type")} AS usage_type, {Text("line_item_operation")} AS operation,
                {Text(Has("product_region_code") ? "product_region_code" : "product_region")} AS region, {Text("pricing_unit")} AS unit, {Text("line_item_currency_code")} AS currency,
                {Given("savings_plan_savings_plan_a_r_n")} AS by_plan, {Given("reservation_reservation_a_r_n")} AS by_reservation, {Given("split_line_item_parent_resource_id")} AS is_split,
                {instance} AS instance, {Text("bill_invoice_id")} AS invoice,
                {Number("line_item_usage_amount", text: 12)} AS amount, {Number(CurQuery.Charged(_net))} AS unblended, {Spread(type)} AS spread, {Number("pricing_public_on_demand_cost")} AS public_cost,
                {start} AS start_second, {end} AS end_second,
                {ClusterTag.Sql(_source.Columns.Select(column => column.Name), Text, MapText, instance) ?? "CAST(NULL AS VARCHAR)"} AS cluster,
                CASE WHEN {fee} OR {covered} THEN {Text("savings_plan_savings_plan_a_r_n")} END AS plan, CASE WHEN {fee} OR {covered} THEN {Text("savings_plan_offering_type")} END AS offering,
                CASE WHEN {fee} OR {covered} THEN {start} END AS hour_start,
                CASE WHEN {fee} THEN {Number("savings_plan_total_commitment_to_date")} END AS committed, CASE WHEN {fee} THEN {Number("savings_plan_used_commitment")} END AS used,
                CASE WHEN {covered} THEN {Number("pricing_public_on_demand_cost")} END AS covered
              FROM {_table.Sql}) AS item
            GROUP BY {grouping}
            """;
    }

    private static string Since1970(string instant) => $"date_diff('second', TIMESTAMP '1970-01-01 00:00:00', {instant})";

    private bool Has(string name) => _source.Find(name) is not null;

    private string Text(string name) =>
        _source.Find(name) is not { } column ? "CAST(NULL AS VARCHAR)" : column.Type.StartsWith("varchar", StringComparison.Ordinal) ? column.Sql : $"CAST({column.Sql} AS VARCHAR)";

    /// <summary>The text of a map of tags: the catalog has it as a map, or as JSON in a text.</summary>
    private string? MapText(string name) =>
        _source.Find(name) is not { } column ? null : column.Type.StartsWith("varchar", StringComparison.Ordinal) ? column.Sql : $"json_format(CAST({column.Sql} AS JSON))";

    private string Given(string name) => Has(name) ? $"CASE WHEN length({Text(name)}) > 0 THEN 1 ELSE 0 END" : "0";

    private string Time(string name) =>
        _source.Find(name) is not { } column ? "CAST(NULL AS TIMESTAMP)"
        : column.Type.StartsWith("varchar", StringComparison.Ordinal) ? $"CAST(replace(replace(nullif({column.Sql}, ''), 'T', ' '), 'Z', '') AS TIMESTAMP)"
        : $"CAST({column.Sql} AS TIMESTAMP)";

    private string Seconds(string name) => Since1970(Time(name));

    /// <summary>An exact number. A double is rounded to twelve decimals, which gives back what was written; a text keeps as many as where bills are read from files.</summary>
    private string Number(string name, int text = 18) =>
        _source.Find(name) is not { } column ? "CAST(NULL AS DECIMAL(38,12))"
        : column.Type.StartsWith("varchar", StringComparison.Ordinal) ? $"CAST(nullif({column.Sql}, '') AS DECIMAL(38,{SqlText.Number(text)}))"
        : column.Type.StartsWith("decimal", StringComparison.Ordinal) ? $"CAST({column.Sql} AS DECIMAL(38,{SqlText.Number(text)}))"
        : $"CAST({column.Sql} AS DECIMAL(38,12))";

    /// <summary>As in <see cref="CurQuery"/>: only rows that bill the hours of an instance.</summary>
    private string Instance()
    {
        if (!Has("line_item_resource_id")) return "CAST(NULL AS VARCHAR)";
        var (resource, usage) = (Text("line_item_resource_id"), Text("line_item_usage_type"));
        return $"CASE WHEN starts_with({Text("line_item_operation")}, 'RunInstances') AND (strpos({usage}, 'BoxUsage') > 0 OR strpos({usage}, 'SpotUsage') > 0 OR strpos({usage}, 'DedicatedUsage') > 0) "
            + $"AND starts_with({resource}, 'i-') THEN {resource} END";
    }

    private string Spread(string type)
    {
        (string Type, string[] Names, string Sign)[] branches =
        [
            ("DiscountedUsage", [_net ? "reservation_net_effective_cost" : "reservation_effective_cost"], ""),
            ("RIFee", _net ? ["reservation_net_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_recurring_fee"] : ["reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee"], " + "),
            ("SavingsPlanCoveredUsage", [_net ? "savings_plan_net_savings_plan_effective_cost" : "savings_plan_savings_plan_effective_cost"], ""),
            ("SavingsPlanRecurringFee", ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"], " - "),
        ];
        var cases = branches.Where(branch => branch.Names.All(Has)).Select(branch => $"WHEN {type} = '{branch.Type}' THEN {string.Join(branch.Sign, branch.Names.Select(name => Number(name)))}").ToList();
        return cases.Count == 0 ? "CAST(NULL AS DECIMAL(38,12))" : $"CASE {string.Join(' ', cases)} END";
    }
}
