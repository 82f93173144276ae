using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Reads the cells of a folded row.</summary>
internal static class FoldReader
{
    public static string? TextOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static decimal? MoneyOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    public static DateTime? TimeOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
