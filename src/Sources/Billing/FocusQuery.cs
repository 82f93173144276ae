namespace CostTool.Sources.Billing;

/// <summary>The one scan of a FOCUS bill, and the three small questions to its result.</summary>
/// <remarks>The columns that AWS adds (<c>x_ServiceCode</c>, <c>x_UsageType</c>, <c>x_Operation</c>) are used where they are there.</remarks>
internal sealed class FocusQuery
{
    private static readonly string[] NullWords = ["", "NULL", "null"];

    public FocusQuery(BillSource source, string readable) =>
        Table = new BillTable(source, readable, ["BilledCost", "EffectiveCost", "ListCost"], ["PricingQuantity", "ConsumedQuantity"]);

    /// <summary>The file; it reads the numbers of the answers.</summary>
    public BillTable Table { get; }

    /// <summary>Month, category, service, usage type, operation, region, unit, currency, pricing, discount, class and provider; rows, rows with a cost, amount, billed, effective and list cost, from, to, rows with an invoice, whole effective, whole billed.</summary>
    public const string Lines = """
        SELECT month, category, service, usage_type, operation, region, unit, currency, pricing, discount, class, provider,
          CAST(sum(rows) AS BIGINT), CAST(sum(costs) AS BIGINT), sum(amount), sum(billed), sum(effective), sum(list), min(start_time), max(end_time), CAST(sum(invoiced) AS BIGINT),
          coalesce(bool_and(whole_effective), true), coalesce(bool_and(whole_billed), true)
        FROM fold WHERE NOT by_hour GROUP BY ALL
        """;

    /// <summary>Month, instance, usage type, pricing, discount, provider, category, class; amount, billed, effective and list cost, cluster.</summary>
    public const string Instances = """
        SELECT month, instance, usage_type, pricing, discount, provider, category, class, amount, billed, effective, list, cluster
        FROM fold WHERE NOT by_hour AND instance IS NOT NULL AND costs > 0
        """;

    /// <summary>Plan, hour; committed, used and covered list cost.</summary>
    public const string Commitments = "SELECT plan, hour, committed, used, covered FROM fold WHERE by_hour AND plan IS NOT NULL AND hour IS NOT NULL";

    /// <summary>The statement that scans the file.</summary>
    public string Scan()
    {
        var start = Table.Time("ChargePeriodStart");
        var end = Table.Has("ChargePeriodEnd") ? Table.Time("ChargePeriodEnd") : start;
        var category = Table.Text("ChargeCategory");
        var instance = Instance();
        var byPlan = Table.Has("CommitmentDiscountType") && Table.Has("CommitmentDiscountId");
        var plan = byPlan
            ? $"CASE WHEN {Table.Text("CommitmentDiscountType")} ILIKE '%savings%plan%' AND {category} = 'Usage' THEN {Table.Text("CommitmentDiscountId")} END"
            : "NULL::VARCHAR";
        const string keys = "month, category, service, usage_type, operation, region, unit, currency, pricing, discount, class, provider, instance";
        return $"""
            CREATE OR REPLACE TEMP TABLE fold AS
            SELECT {(byPlan ? "GROUPING(plan) = 0" : "false")} AS by_hour, {keys}, {(byPlan ? "plan, hour" : "NULL::VARCHAR AS plan, NULL::TIMESTAMP AS hour")},
              count(*) AS rows, count(billed) AS costs, {Table.SumAmount("amount")} AS amount, {Table.Sum("billed")} AS billed, {Table.Sum("effective")} AS effective, {Table.Sum("list")} AS list,
              min(start_time) AS start_time, max(end_time) AS end_time, count(nullif(invoice, '')) AS invoiced,
              bool_and({Table.IsWhole("effective")}) AS whole_effective, bool_and({Table.IsWhole("billed")}) AS whole_billed, max(cluster) AS cluster,
              {Table.Sum("CASE WHEN plan IS NOT NULL THEN effective END")} AS committed, {Table.Sum("CASE WHEN plan IS NOT NULL AND status = 'Used' THEN effective END")} AS used,
              {Table.Sum("CASE WHEN plan IS NOT NULL AND status = 'Used' THEN list END")} AS covered
            FROM (SELECT {Table.Time("BillingPeriodStart")} AS month, {category} AS category,
                {(Table.Has("x_ServiceCode") ? Table.Text("x_ServiceCode") : Table.Text("ServiceName"))} AS service,
                {(Table.Has("x_UsageType") ? Table.Text("x_UsageType") : Table.Text("SkuMeter"))} AS usage_type, {Table.Text("x_Operation")} AS operation,
                {Table.Text("RegionId")} AS region, coalesce({Table.Text("PricingUnit")}, {Table.Text("ConsumedUnit")}) AS unit, {Table.Text("BillingCurrency")} AS currency,
                {Table.Text("PricingCategory")} AS pricing, coalesce({Table.Text("CommitmentDiscountType")}, {Table.Text("CommitmentDiscountCategory")}) AS discount,
                {Table.Text("ChargeClass")} AS class, {Provider()} AS provider, {instance} AS instance, {plan} AS plan, CASE WHEN {plan} IS NOT NULL THEN {start} END AS hour,
                {Table.Money("BilledCost")} AS billed, {Table.Money("EffectiveCost")} AS effective, {Table.Money("ListCost")} AS list,
                coalesce({Table.Amount("PricingQuantity")}, {Table.Amount("ConsumedQuantity")}) AS amount, {start} AS start_time, {end} AS end_time,
                {Table.Text("CommitmentDiscountStatus")} AS status, {Table.Text("InvoiceId")} AS invoice, {ClusterTag.Sql(Table.ColumnNames, Table.Text, Table.MapText, instance) ?? "NULL::VARCHAR"} AS cluster
              FROM {Table.From(NullWords)})
            GROUP BY {(byPlan ? $"GROUPING SETS (({keys}), (plan, hour))" : keys)}
            """;
    }

    /// <summary>The column was renamed from version to version.</summary>
    private string Provider() =>
        $"coalesce({Table.Text("ProviderName")}, {Table.Text("Provider")}, {Table.Text("ServiceProviderName")}, {Table.Text("PublisherName")}, {Table.Text("InvoiceIssuerName")})";

    /// <summary>Only AWS's own columns tell the hours of an instance from its other charges.</summary>
    private string Instance()
    {
        if (!Table.Has("ResourceId") || !Table.Has("x_UsageType")) return "NULL::VARCHAR";
        return $"CASE WHEN regexp_matches({Table.Text("x_UsageType")}, 'BoxUsage|SpotUsage:|DedicatedUsage') "
            + $"THEN nullif(regexp_extract({Table.Text("ResourceId")}, '(?:^|/)(i-[0-9a-f]+)$', 1), '') END";
    }
}
