using System.Text;

namespace CostTool.Sources.Billing;

/// <summary>A bill file as SQL sees it: expressions for its columns, and the table function that reads it.</summary>
/// <remarks>A column that the file lacks is NULL; a column that the file's own statistics already tell is a constant and is never read.</remarks>
internal sealed class BillTable(BillSource source, string readable)
{
    /// <summary>Decimals kept of an amount of money: more than any bill here writes, and few enough for sums of ten billion dollars.</summary>
    public const int MoneyDecimals = 18;

    private const string MoneyType = "DECIMAL(38,18)";
    private const string AmountType = "DECIMAL(38,12)";
    private const int LongestLine = 32 << 20;

    private readonly Dictionary<string, string> _csvTypes = new(StringComparer.Ordinal);

    public IEnumerable<string> ColumnNames => source.Columns.Select(column => column.Name);

    public bool Has(string name) => source.Find(name) is { Facts.AllNull: false };

    /// <summary>Text, with the empty text as NULL.</summary>
    public string Text(string name)
    {
        if (source.Find(name) is not { } column || column.Facts.AllNull) return "NULL::VARCHAR";
        if (column.Facts.Constant is { } constant) return constant.Length == 0 ? "NULL::VARCHAR" : SqlText.Literal(constant);
        return IsCsv ? column.Sql : column.Type == "VARCHAR" ? column.Sql : $"{column.Sql}::VARCHAR";
    }

    /// <summary>Whether a text has any letters.</summary>
    public string IsGiven(string name) => Has(name) ? $"coalesce({Text(name)} <> '', false)" : "false";

    public string Money(string name) => Number(name, MoneyType);

    public string Amount(string name) => Number(name, AmountType);

    public string Time(string name)
    {
        if (source.Find(name) is not { } column || column.Facts.AllNull) return "NULL::TIMESTAMP";
        if (IsCsv) _csvTypes[column.Sql] = "TIMESTAMP";
        return column.Type == "TIMESTAMP" || IsCsv ? column.Sql : $"CAST({column.Sql} AS TIMESTAMP)";
    }

    /// <summary>The text of a map of tags, whether it is a JSON cell or a MAP column, or null where there is none.</summary>
    public string? MapText(string name) =>
        source.Find(name) is not { Facts.AllNull: false } column ? null : IsCsv || column.Type == "VARCHAR" ? column.Sql : $"to_json({column.Sql})::VARCHAR";

    /// <summary>The table function; call it after the expressions, which tell it the types.</summary>
    public string From(IReadOnlyList<string> nullWords)
    {
        var file = SqlText.Literal(readable);
        if (!IsCsv) return $"read_parquet({file}, hive_partitioning = false)";
        var columns = new StringBuilder();
        foreach (var column in source.Columns)
            columns.Append(columns.Length == 0 ? "" : ", ").Append($"'{column.Sql}': '{_csvTypes.GetValueOrDefault(column.Sql, "VARCHAR")}'");
        var compression = source.Packing == Packing.CsvGz ? "gzip" : "none";
        var nulls = string.Join(", ", nullWords.Select(SqlText.Literal));
        return $"read_csv({file}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = [{nulls}], "
            + $"compression = '{compression}', max_line_size = {SqlText.Number(LongestLine)}, hive_partitioning = false, columns = {{{columns}}})";
    }

    private bool IsCsv => source.Packing is Packing.Csv or Packing.CsvGz;

    private string Number(string name, string type)
    {
        if (source.Find(name) is not { } column || column.Facts.AllNull) return $"NULL::{type}";
        if (IsCsv) _csvTypes[column.Sql] = type;
        return IsCsv ? column.Sql : $"CAST({column.Sql} AS {type})";
    }
}
