using System.Globalization;

namespace CostTool.Sources.Usage;

/// <summary>The questions to a table of samples, in the dialect that DuckDB and Athena (Trino) share.</summary>
/// <remarks>
/// Where the two differ the texts keep to what means the same in both: a number that is not one is found by failing both <c>&gt;= 0</c> and <c>&lt; 0</c>'s
/// counterpart, because <c>NaN = NaN</c> holds in one dialect only; instants are seconds, because names of time functions differ.
/// </remarks>
public static class UsageSql
{
    // The largest double: what exceeds it is infinite, and what does not compare is not a number.
    private const string Largest = "1.7976931348623157e308";

    private static readonly string[] Measured = ["cpu_cores", "memory_bytes"];

    /// <summary>The instant of a row in whole seconds since 1970.</summary>
    internal static string Seconds(UsageTable table) => table.Instants switch
    {
        InstantForm.EpochSeconds => "\"timestamp\"",
        InstantForm.EpochMilliseconds => "CAST(floor(\"timestamp\" / 1000.0) AS BIGINT)",
        InstantForm.Timestamp => "date_diff('second', TIMESTAMP '1970-01-01 00:00:00', \"timestamp\")",
        _ => "date_diff('second', CAST('1970-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE), \"timestamp\")",
    };

    /// <summary>Why a row is left out, in words; NULL where it is kept.</summary>
    internal static string Reason(UsageTable table, DateTimeOffset? asOf)
    {
        var reasons = new List<string>
        {
            "WHEN workload IS NULL OR workload = '' THEN 'no workload'",
            "WHEN \"timestamp\" IS NULL THEN 'no timestamp'",
        };
        if (asOf is { } present)
            reasons.Add($"WHEN {Seconds(table)} > {present.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} THEN 'timestamp after the present'");
        var readings = Measured.Where(table.Has).ToList();
        reasons.Add($"WHEN {string.Join(" AND ", readings.Select(name => $"{name} IS NULL"))} THEN 'no reading'");
        foreach (var name in readings)
        {
            reasons.Add($"WHEN {name} < 0 THEN 'negative {name}'");
            reasons.Add($"WHEN NOT ({name} <= {Largest}) THEN '{name} not a finite number'");
        }

        return $"CASE {string.Join(" ", reasons)} END";
    }

    /// <summary>A limit: a number above zero, as zero and -1 are written for no limit.</summary>
    internal static string Limit(UsageTable table, string name) => table.Has(name) ? $"CASE WHEN {name} > 0 AND {name} <= {Largest} THEN {name} END" : "CAST(NULL AS DOUBLE)";

    /// <summary>A column, or NULL where the table has none.</summary>
    internal static string Reading(UsageTable table, string name) => table.Has(name) ? name : "CAST(NULL AS DOUBLE)";

    /// <summary>The samples that are kept, by workload, container, instance and instant.</summary>
    internal static string Series(UsageTable table, DateTimeOffset? asOf) => $"""
        SELECT workload, container, instance, {Seconds(table)} AS second,
          {Reading(table, "cpu_cores")}, {Reading(table, "memory_bytes")}, {Limit(table, "cpu_limit_cores")}, {Limit(table, "memory_limit_bytes")}
        FROM {table.Sql} WHERE {Reason(table, asOf)} IS NULL
        ORDER BY 1, 2, 3, 4
        """;

    /// <summary>Reason and number of the rows; a NULL reason counts what is kept.</summary>
    internal static string Reasons(UsageTable table, DateTimeOffset? asOf) => $"SELECT {Reason(table, asOf)} AS reason, count(*) AS row_count FROM {table.Sql} GROUP BY 1";
}
