namespace CostTool.Sources.Billing;

/// <summary>The one scan of a Cost and Usage Report, and the three small questions to its result.</summary>
/// <remarks>
/// The scan folds the file into the table <c>fold</c>, whose rows are few: by line of the ledger and instance, and where there are Savings Plans also by plan and hour.
/// The engine computes a function of a dictionary-encoded text once per entry, but a comparison once per row: hence <c>prefix()</c>, <c>contains()</c> and <c>strlen()</c>
/// where one would write <c>=</c>, <c>LIKE</c> and <c>&lt;&gt; ''</c>. Keys that are the same in every row are left out of the grouping.
/// </remarks>
internal sealed class CurQuery
{
    private static readonly string[] NullWords = ["", "\\N"];

    private static readonly string[] MoneyColumns =
    [
        "line_item_unblended_cost", "line_item_net_unblended_cost", "pricing_public_on_demand_cost", "savings_plan_total_commitment_to_date", "savings_plan_used_commitment",
        "savings_plan_savings_plan_effective_cost", "savings_plan_net_savings_plan_effective_cost", "reservation_effective_cost", "reservation_net_effective_cost",
        "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_amortized_upfront_fee_for_billing_period",
        "reservation_unused_recurring_fee", "reservation_net_unused_recurring_fee",
    ];

    private readonly bool _net;
    private readonly string _type;
    private readonly string _instance;

    public CurQuery(BillSource source, string readable, bool net)
    {
        Table = new BillTable(source, readable, MoneyColumns, ["line_item_usage_amount"]);
        _net = net;
        _type = Table.Text("line_item_line_item_type");
        _instance = Instance();
    }

    /// <summary>The file; it reads the numbers of the answers.</summary>
    public BillTable Table { get; }

    /// <summary>The column that holds what was charged.</summary>
    public static string Charged(bool net) => net ? "line_item_net_unblended_cost" : "line_item_unblended_cost";

    /// <summary>Month, type, service, usage type, operation, region, unit, currency, plan, reservation and split; rows, rows with a cost, amount, unblended, spread and public cost, from, to, rows with an invoice.</summary>
    public const string Lines = """
        SELECT month, type, service, usage_type, operation, region, unit, currency, by_plan, by_reservation, split,
          CAST(sum(rows) AS BIGINT), CAST(sum(costs) AS BIGINT), sum(amount), sum(unblended), sum(spread), sum(public_cost), min(start_time), max(end_time), CAST(sum(invoiced) AS BIGINT)
        FROM fold WHERE NOT by_hour GROUP BY ALL
        """;

    /// <summary>Month, instance, usage type, type, plan, reservation; amount, unblended, spread and public cost, cluster.</summary>
    public const string Instances = """
        SELECT month, instance, usage_type, type, by_plan, by_reservation, amount, unblended, spread, public_cost, cluster
        FROM fold WHERE NOT by_hour AND instance IS NOT NULL AND costs > 0
        """;

    /// <summary>Plan, offering, hour; committed, used and covered public cost.</summary>
    public const string Commitments = "SELECT plan, offering, hour, committed, used, covered FROM fold WHERE by_hour AND plan IS NOT NULL AND hour IS NOT NULL";

    /// <summary>The statement that scans the file.</summary>
    public string Scan()
    {
        var start = Table.Time("line_item_usage_start_date");
        var end = Table.Has("line_item_usage_end_date") ? Table.Time("line_item_usage_end_date") : start;
        (string Name, string Sql)[] keys =
        [
            ("month", Table.Has("bill_billing_period_start_date") ? Table.Time("bill_billing_period_start_date") : $"date_trunc('month', {start})"),
            ("type", _type),
            ("service", Table.Text("line_item_product_code")),
            ("usage_type", Table.Text("line_item_usage_type")),
            ("operation", Table.Text("line_item_operation")),
            ("region", Table.Has("product_region_code") ? Table.Text("product_region_code") : Table.Text("product_region")),
            ("unit", Table.Text("pricing_unit")),
            ("currency", Table.Text("line_item_currency_code")),
            ("by_plan", Table.Length("savings_plan_savings_plan_a_r_n")),
            ("by_reservation", Table.Length("reservation_reservation_a_r_n")),
            ("split", Table.Length("split_line_item_parent_resource_id")),
            ("instance", _instance),
        ];
        var varying = string.Join(", ", keys.Where(key => !Table.IsLiteral(key.Sql)).Select(key => key.Name));
        var columns = new List<string>(keys.Where(key => !Table.IsLiteral(key.Sql)).Select(key => $"{key.Sql} AS {key.Name}"))
        {
            $"{Table.Amount("line_item_usage_amount")} AS amount",
            $"{Table.Money(Charged(_net))} AS unblended",
            $"{Spread()} AS spread",
            $"{Table.Money("pricing_public_on_demand_cost")} AS public_cost",
            $"{start} AS start_time",
            $"{end} AS end_time",
        };
        var answers = new List<string>(keys.Select(key => Table.IsLiteral(key.Sql) ? $"{key.Sql} AS {key.Name}" : key.Name))
        {
            "count(*) AS rows",
            $"{(Table.IsNeverNull(Charged(_net)) ? "count(*)" : "count(unblended)")} AS costs",
            $"{Table.SumAmount("amount")} AS amount",
            $"{Table.Sum("unblended")} AS unblended",
            $"{Table.Sum("spread")} AS spread",
            $"{Table.Sum("public_cost")} AS public_cost",
            "min(start_time) AS start_time",
            "max(end_time) AS end_time",
        };
        AddInvoice(columns, answers);
        AddCluster(columns, answers);
        var planned = AddPlans(columns, answers, start);
        var grouping = planned ? $"GROUPING SETS (({varying}), (plan, offering, hour))" : varying;
        return $"""
            CREATE OR REPLACE TEMP TABLE fold AS
            SELECT {string.Join(",\n  ", answers)}
            FROM (SELECT {string.Join(",\n    ", columns)}
              FROM {Table.From(NullWords)})
            GROUP BY {grouping}
            """;
    }

    /// <summary>The resource of rows that bill the hours of an EC2 instance; other rows with its id (traffic, EBS optimisation) are not its hours.</summary>
    private string Instance()
    {
        if (!Table.Has("line_item_resource_id")) return Table.Literal("NULL::VARCHAR");
        var (resource, usageType) = (Table.Text("line_item_resource_id"), Table.Text("line_item_usage_type"));
        return $"CASE WHEN prefix({Table.Text("line_item_operation")}, 'RunInstances') AND (contains({usageType}, 'BoxUsage') OR contains({usageType}, 'SpotUsage') OR contains({usageType}, 'DedicatedUsage')) "
            + $"AND prefix({resource}, 'i-') THEN {resource} END";
    }

    /// <summary>The amortised cost of the rows that have it in columns of their own.</summary>
    private string Spread()
    {
        (string Type, string Cost)[] branches =
        [
            ("DiscountedUsage", Table.Money(_net ? "reservation_net_effective_cost" : "reservation_effective_cost")),
            ("RIFee", $"{Table.Money(_net ? "reservation_net_unused_amortized_upfront_fee_for_billing_period" : "reservation_unused_amortized_upfront_fee_for_billing_period")} + {Table.Money(_net ? "reservation_net_unused_recurring_fee" : "reservation_unused_recurring_fee")}"),
            ("SavingsPlanCoveredUsage", Table.Money(_net ? "savings_plan_net_savings_plan_effective_cost" : "savings_plan_savings_plan_effective_cost")),
            ("SavingsPlanRecurringFee", $"{Table.Money("savings_plan_total_commitment_to_date")} - {Table.Money("savings_plan_used_commitment")}"),
        ];
        var cases = branches.Where(branch => !branch.Cost.Contains("NULL::", StringComparison.Ordinal)).Select(branch => $"WHEN prefix({_type}, '{branch.Type}') THEN {branch.Cost}").ToList();
        return cases.Count == 0 ? Table.Money("none") : $"CASE {string.Join(' ', cases)} END";
    }

    private void AddInvoice(List<string> columns, List<string> answers)
    {
        if (!Table.IsNeverBlank("bill_invoice_id")) columns.Add($"{Table.Text("bill_invoice_id")} AS invoice");
        answers.Add(Table.IsNeverBlank("bill_invoice_id") ? "count(*) AS invoiced" : "count(nullif(invoice, '')) AS invoiced");
    }

    private void AddCluster(List<string> columns, List<string> answers)
    {
        var cluster = Table.IsLiteral(_instance) ? null : ClusterTag.Sql(Table.ColumnNames, Table.Text, Table.MapText, _instance);
        if (cluster is not null) columns.Add($"{cluster} AS cluster");
        answers.Add(cluster is null ? "NULL::VARCHAR AS cluster" : "max(cluster) AS cluster");
    }

    private bool AddPlans(List<string> columns, List<string> answers, string start)
    {
        if (!Table.Has("savings_plan_savings_plan_a_r_n"))
        {
            answers.Add("false AS by_hour, NULL::VARCHAR AS plan, NULL::VARCHAR AS offering, NULL::TIMESTAMP AS hour");
            answers.Add("NULL::DECIMAL(38,0) AS committed, NULL::DECIMAL(38,0) AS used, NULL::DECIMAL(38,0) AS covered");
            return false;
        }

        var (fee, covered) = ($"prefix({_type}, 'SavingsPlanRecurringFee')", $"prefix({_type}, 'SavingsPlanCoveredUsage')");
        columns.Add($"CASE WHEN {fee} OR {covered} THEN {Table.Text("savings_plan_savings_plan_a_r_n")} END AS plan");
        columns.Add($"CASE WHEN {fee} OR {covered} THEN {Table.Text("savings_plan_offering_type")} END AS offering");
        columns.Add($"CASE WHEN {fee} OR {covered} THEN {start} END AS hour");
        columns.Add($"CASE WHEN {fee} THEN {Table.Money("savings_plan_total_commitment_to_date")} END AS committed");
        columns.Add($"CASE WHEN {fee} THEN {Table.Money("savings_plan_used_commitment")} END AS used");
        columns.Add($"CASE WHEN {covered} THEN {Table.Money("pricing_public_on_demand_cost")} END AS covered");
        answers.Add("GROUPING(plan) = 0 AS by_hour, plan, offering, hour");
        answers.Add($"{Table.Sum("committed")} AS committed, {Table.Sum("used")} AS used, {Table.Sum("covered")} AS covered");
        return true;
    }
}
