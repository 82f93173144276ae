using System.Text;
using CostTool.Sources.Sql;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>A bill file as SQL sees it: expressions for its columns, and the table function that reads it.</summary>
/// <remarks>
/// A column that the file lacks is NULL; a column that the file's own statistics already tell is a constant and is never read.
/// <para>
/// Money is added up exactly. Text and DECIMAL columns become DECIMAL(38,18). Parquet reports mostly hold DOUBLE columns: there each cell is
/// scaled by 10^12 (10^10 where the statistics show a cell of nine million dollars or more), rounded to a whole number and added as such, which gives back the decimal
/// that was written wherever it has up to 12 decimals and 15 digits, and makes the sum independent of the order of rows. A cell too large for that, or a file without statistics,
/// takes the slower way through DECIMAL(38,18).
/// </para>
/// </remarks>
internal sealed class BillTable
{
    private const string WideMoney = "DECIMAL(38,18)";
    private const string WideAmount = "DECIMAL(38,12)";
    private const int LongestLine = 32 << 20;

    private readonly BillSource _source;
    private readonly string _readable;
    private readonly int? _moneyDigits;
    private readonly int? _amountDigits;
    private readonly HashSet<string> _literals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _csvTypes = new(StringComparer.Ordinal);

    public BillTable(BillSource source, string readable, IReadOnlyList<string> moneyColumns, IReadOnlyList<string> amountColumns)
    {
        (_source, _readable) = (source, readable);
        _moneyDigits = Digits(moneyColumns, most: 12, least: 10);
        _amountDigits = Digits(amountColumns, most: 10, least: 6);
    }

    public IEnumerable<string> ColumnNames => _source.Columns.Select(column => column.Name);

    private bool IsCsv => _source.Packing is Packing.Csv or Packing.CsvGz;

    /// <summary>Whether an expression is the same in every row.</summary>
    public bool IsLiteral(string sql) => _literals.Contains(sql);

    /// <summary>Remembers an expression as the same in every row.</summary>
    public string Literal(string sql)
    {
        _literals.Add(sql);
        return sql;
    }

    public bool Has(string name) => _source.Find(name) is { Facts.AllNull: false };

    public bool IsNeverNull(string name) => _source.Find(name) is { Facts.NoNull: true };

    public bool IsNeverBlank(string name) => _source.Find(name) is { Facts.NoBlank: true };

    public string Text(string name)
    {
        if (_source.Find(name) is not { } column || column.Facts.AllNull) return Literal("NULL::VARCHAR");
        if (column.Facts.Constant is { } constant) return Literal(SqlText.Literal(constant));
        return IsCsv || column.Type == "VARCHAR" ? column.Sql : $"{column.Sql}::VARCHAR";
    }

    /// <summary>The length of a text: zero or NULL where it is not given.</summary>
    public string Length(string name) => Has(name) ? $"strlen({Text(name)})" : Literal("0::BIGINT");

    public string Time(string name)
    {
        if (_source.Find(name) is not { } column || column.Facts.AllNull) return Literal("NULL::TIMESTAMP");
        if (column.Facts.Constant is { } constant) return Literal($"TIMESTAMP {SqlText.Literal(constant)}");
        if (IsCsv) _csvTypes[column.Sql] = "TIMESTAMP";
        return IsCsv || column.Type == "TIMESTAMP" ? column.Sql : $"CAST({column.Sql} AS TIMESTAMP)";
    }

    public string Money(string name) => Number(name, _moneyDigits, WideMoney);

    public string Amount(string name) => Number(name, _amountDigits, WideAmount);

    /// <summary>The sum of an expression made of <see cref="Money"/>; read it with <see cref="MoneyOrNull"/>.</summary>
    public string Sum(string money) => Sum(money, _moneyDigits);

    /// <summary>The sum of an expression made of <see cref="Amount"/>; read it with <see cref="AmountOrNull"/>.</summary>
    public string SumAmount(string amount) => Sum(amount, _amountDigits);

    /// <summary>Whether an expression made of <see cref="Money"/> is a whole number of dollars.</summary>
    public string IsWhole(string money) => _moneyDigits is { } digits ? $"{money} % {SqlText.Number((long)PowerOfTen(digits))} = 0" : $"{money} = trunc({money})";

    public decimal? MoneyOrNull(DuckDBDataReader row, int column) => Unscaled(row, column, _moneyDigits);

    public decimal? AmountOrNull(DuckDBDataReader row, int column) => Unscaled(row, column, _amountDigits);

    /// <summary>The text of a map of tags, whether it is a JSON cell or a MAP column, or null where there is none.</summary>
    public string? MapText(string name) =>
        _source.Find(name) is not { Facts.AllNull: false } column ? null : IsCsv || column.Type == "VARCHAR" ? column.Sql : $"to_json({column.Sql})::VARCHAR";

    /// <summary>The table function; call it after the expressions, which tell it the types.</summary>
    public string From(IReadOnlyList<string> nullWords)
    {
        var file = SqlText.Literal(_readable);
        if (!IsCsv) return $"read_parquet({file}, hive_partitioning = false)";
        var columns = new StringBuilder();
        foreach (var column in _source.Columns)
            columns.Append(columns.Length == 0 ? "" : ", ").Append($"'{column.Sql}': '{_csvTypes.GetValueOrDefault(column.Sql, "VARCHAR")}'");
        var compression = _source.Packing == Packing.CsvGz ? "gzip" : "none";
        var nulls = string.Join(", ", nullWords.Select(SqlText.Literal));
        return $"read_csv({file}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = [{nulls}], "
            + $"compression = '{compression}', max_line_size = {SqlText.Number(LongestLine)}, hive_partitioning = false, columns = {{{columns}}})";
    }

    private static decimal PowerOfTen(int digits)
    {
        var power = 1m;
        for (var digit = 0; digit < digits; digit++) power *= 10;
        return power;
    }

    private static string Sum(string number, int? digits) => digits is null ? $"sum({number})" : $"CAST(sum({number}) AS DECIMAL(38,0))";

    private static decimal? Unscaled(DuckDBDataReader row, int column, int? digits) =>
        row.NumberOrNull(column) is { } number ? digits is { } scale ? number / PowerOfTen(scale) : number : null;

    private string Number(string name, int? digits, string wide)
    {
        if (_source.Find(name) is not { } column || column.Facts.AllNull) return digits is null ? $"NULL::{wide}" : "NULL::BIGINT";
        if (IsCsv) _csvTypes[column.Sql] = wide;
        if (IsCsv) return column.Sql;
        if (digits is not { } scale) return $"CAST({column.Sql} AS {wide})";
        return column.Facts is { Largest: 0, NoNull: true } ? "0::BIGINT" : $"CAST({column.Sql} * 1e{SqlText.Number(scale)} AS BIGINT)";
    }

    /// <summary>The decimals that fit a 64-bit number for every cell, or null where a column is not DOUBLE or not known well enough.</summary>
    private int? Digits(IReadOnlyList<string> names, int most, int least)
    {
        var largest = 1.0;
        foreach (var name in names)
        {
            if (_source.Find(name) is not { Facts.AllNull: false } column) continue;
            if (column.Type != "DOUBLE" || column.Facts.Largest is not { } cell) return null;
            largest = Math.Max(largest, cell);
        }

        const double longest = 9e18;
        for (var digits = most; digits >= least; digits -= 2)
            if (largest < longest / Math.Pow(10, digits)) return digits;
        return null;
    }
}
