using DuckDB.NET.Data;

namespace CostTool.BillBenchmark;

/// <summary>Writes a large Parquet report made of copies of a small real one.</summary>
internal static class Replica
{
    private static readonly string[] Numbers =
    [
        "line_item_usage_amount", "line_item_normalization_factor", "line_item_normalized_usage_amount", "line_item_unblended_cost", "line_item_blended_cost", "pricing_public_on_demand_cost",
        "reservation_amortized_upfront_cost_for_usage", "reservation_amortized_upfront_fee_for_billing_period", "reservation_effective_cost", "reservation_recurring_fee_for_usage",
        "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_normalized_unit_quantity", "reservation_unused_quantity",
        "reservation_unused_recurring_fee", "reservation_upfront_value",
    ];

    private static readonly string[] Times = ["bill_billing_period_start_date", "bill_billing_period_end_date", "line_item_usage_start_date", "line_item_usage_end_date"];

    /// <summary>Copy k has its own account numbers, resources and line items; everything else repeats.</summary>
    public static void Write(string csv, string parquet, int copies)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        var present = Columns(connection, csv);
        var changed = new List<(string Column, string Sql)>
        {
            ("line_item_resource_id", "line_item_resource_id || '-' || k"),
            ("identity_line_item_id", "identity_line_item_id || '-' || k"),
            ("bill_payer_account_id", "lpad(CAST(CAST(bill_payer_account_id AS BIGINT) + k AS VARCHAR), 12, '0')"),
            ("line_item_usage_account_id", "lpad(CAST(CAST(line_item_usage_account_id AS BIGINT) + k AS VARCHAR), 12, '0')"),
        };
        changed.AddRange(Numbers.Select(name => (name, $"CAST({name} AS DOUBLE)")));
        changed.AddRange(Times.Select(name => (name, $"CAST({name} AS TIMESTAMP)")));
        var replaced = changed.Where(change => present.Contains(change.Column)).Select(change => $"{change.Sql} AS {change.Column}");
        command.CommandText = $"""
            SET threads = 2; SET preserve_insertion_order = false;
            CREATE TABLE bill AS SELECT * FROM read_csv('{csv.Replace("'", "''", StringComparison.Ordinal)}', all_varchar = true);
            COPY (SELECT * EXCLUDE (k) REPLACE ({string.Join(", ", replaced)}) FROM range({copies}) copies(k), bill)
            TO '{parquet.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION snappy);
            """;
        command.ExecuteNonQuery();
    }

    private static HashSet<string> Columns(DuckDBConnection connection, string csv)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM read_csv('{csv.Replace("'", "''", StringComparison.Ordinal)}', all_varchar = true)";
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }
}
