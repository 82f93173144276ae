using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>Reads the cells of a folded row.</summary>
internal static class FoldReader
{
    public static string? TextOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static decimal? NumberOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    public static DateTime? TimeOrNull(this DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);

    /// <summary>Whether a text, of which the cell holds the length, has any letters.</summary>
    public static bool IsGiven(this DuckDBDataReader row, int column) => !row.IsDBNull(column) && row.GetInt64(column) > 0;
}
