using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Sql.Athena;

/// <summary>A table by the name that a user gave.</summary>
/// <param name="Catalog">The data catalog; null is Athena's own.</param>
/// <param name="Database">The database.</param>
/// <param name="Table">The table.</param>
public sealed record AthenaTable(string? Catalog, string Database, string Table)
{
    // Of Glue's names: a longer one cannot exist.
    private const int LongestName = 255;

    /// <summary>The name quoted for SQL.</summary>
    public string Sql => Catalog is null
        ? $"{SqlText.Identifier(Database)}.{SqlText.Identifier(Table)}"
        : $"{SqlText.Identifier(Catalog)}.{SqlText.Identifier(Database)}.{SqlText.Identifier(Table)}";

    /// <summary>The question for the names and types of its columns, in lower case and in order.</summary>
    public string ColumnsSql =>
        $"SELECT lower(column_name) AS column_name, lower(data_type) AS data_type FROM {(Catalog is null ? "" : SqlText.Identifier(Catalog) + ".")}information_schema.columns "
        + $"WHERE lower(table_schema) = {SqlText.Literal(Database.ToLowerInvariant())} AND lower(table_name) = {SqlText.Literal(Table.ToLowerInvariant())} ORDER BY ordinal_position";

    /// <summary>Reads <c>DATABASE.TABLE</c> or <c>CATALOG.DATABASE.TABLE</c>.</summary>
    /// <param name="text">The name.</param>
    /// <param name="where">The option that it came from.</param>
    /// <exception cref="ProblemException">It has another form.</exception>
    public static AthenaTable Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.');
        var sound = parts.All(part => part.Length is > 0 and <= LongestName && part.AsSpan().Trim().Length == part.Length && !part.Any(char.IsControl));
        return parts switch
        {
            [var database, var table] when sound => new AthenaTable(null, database, table),
            [var catalog, var database, var table] when sound => new AthenaTable(catalog, database, table),
            _ => throw new ProblemException(new Problem($"`{text}` does not name a table of Athena", where, "write DATABASE.TABLE, or CATALOG.DATABASE.TABLE")),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Catalog is null ? $"{Database}.{Table}" : $"{Catalog}.{Database}.{Table}";
}
