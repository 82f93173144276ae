using CostTool.Analyzer.Units;
using CostTool.Sources.Billing;
using DuckDB.NET.Data;

namespace CostTool.BillBenchmark;

/// <summary>What is compared: the ledger, and SQL as a person would write it. Each answers with the amortised cost, so that they can be seen to agree.</summary>
internal static class Contenders
{
    private const string Amortised = """
        CASE line_item_line_item_type
          WHEN 'DiscountedUsage' THEN reservation_effective_cost
          WHEN 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
          WHEN 'Fee' THEN CASE WHEN reservation_reservation_a_r_n <> '' THEN 0 ELSE line_item_unblended_cost END
          ELSE line_item_unblended_cost
        END
        """;

    private const string Purchase = "CASE WHEN reservation_reservation_a_r_n <> '' THEN 'reserved' WHEN line_item_usage_type LIKE '%Spot%' THEN 'spot' ELSE 'on-demand' END";

    /// <summary>Amortised cost by month, service, usage type and purchase option, in DOUBLE: the least that could be called the same job.</summary>
    public const string Smallest = $"""
        SELECT sum({Amortised}) AS amortised, bill_billing_period_start_date, line_item_product_code, line_item_usage_type, {Purchase}
        FROM read_parquet(FILES) GROUP BY ALL
        """;

    /// <summary>Everything that the ledger holds: its keys and amounts, what the rows cover, and the hours and cost of each instance.</summary>
    public const string Complete = $"""
        SELECT sum({Amortised}) AS amortised, sum(line_item_unblended_cost), sum(line_item_usage_amount), sum(pricing_public_on_demand_cost), count(*),
          min(line_item_usage_start_date), max(line_item_usage_end_date), count(bill_invoice_id),
          bill_billing_period_start_date, line_item_line_item_type, line_item_product_code, line_item_usage_type, line_item_operation, product_region, pricing_unit,
          line_item_currency_code, {Purchase},
          CASE WHEN line_item_operation LIKE 'RunInstances%' AND line_item_usage_type LIKE '%Usage:%' AND line_item_resource_id LIKE 'i-%' THEN line_item_resource_id END
        FROM read_parquet(FILES) GROUP BY ALL
        """;

    public static decimal Ledger(IReadOnlyList<string> files)
    {
        var ledger = BillReader.Read([.. files.Select(file => new BillInput(file))], new BillReadOptions(), CancellationToken.None);
        return ledger.Lines.Sum(line => line.Amortised).Amount;
    }

    public static decimal Sql(IReadOnlyList<string> files, string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        var list = $"[{string.Join(", ", files.Select(file => $"'{file.Replace("'", "''", StringComparison.Ordinal)}'"))}]";
        command.CommandText = $"SET threads = 2; SET preserve_insertion_order = false; SET memory_limit = '640MiB'; {query.Replace("FILES", list, StringComparison.Ordinal)}";
        using var reader = command.ExecuteReader();
        var total = 0.0;
        do
        {
            while (reader.Read())
                if (reader.FieldCount > 1 && !reader.IsDBNull(0)) total += reader.GetDouble(0);
        }
        while (reader.NextResult());
        return (decimal)total;
    }
}
