using CostTool.Analyzer.Units;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>What a reader may expect in the cells of a column.</summary>
internal enum CellType
{
    /// <summary>Text; a cell that a spreadsheet would run as a formula starts with an apostrophe.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, invariant culture.</summary>
    Decimal,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An instant, ISO-8601 in UTC.</summary>
    Instant,
}

/// <summary>A column of a table: how it is called, what it means, and how a row prints in it.</summary>
/// <param name="Name">Header.</param>
/// <param name="Type">Type of the cells.</param>
/// <param name="Unit">Unit, or empty where it has none.</param>
/// <param name="Meaning">Meaning, in a sentence.</param>
/// <param name="Print">The cell of a row; null where the value is not known.</param>
internal sealed record Column<T>(string Name, CellType Type, string Unit, string Meaning, Func<T, string?> Print);

/// <summary>Makes the columns of a table; the unit and the format follow from the kind of value.</summary>
internal sealed class ColumnsOf<T>
{
    private readonly List<Column<T>> columns = [];

    /// <summary>The columns in the order in which they were added.</summary>
    public IReadOnlyList<Column<T>> All => columns;

    /// <summary>Text from inside or outside, made harmless for spreadsheets.</summary>
    public ColumnsOf<T> Text(string name, string meaning, Func<T, string?> value) =>
        Add(name, CellType.Text, "", meaning, row => value(row) is { } text ? SpreadsheetText.Neutralise(text) : null);

    /// <summary>Several texts in one cell, parted by <c>; </c>.</summary>
    public ColumnsOf<T> Texts(string name, string meaning, Func<T, IReadOnlyList<string>> value) =>
        Text(name, meaning, row => value(row) is { Count: > 0 } texts ? string.Join("; ", texts) : null);

    /// <summary>Exact dollars.</summary>
    public ColumnsOf<T> Money(string name, string meaning, Func<T, Usd?> value, string unit = "USD") =>
        Add(name, CellType.Decimal, unit, meaning, row => value(row) is { } usd ? Numbers.Money(usd) : null);

    /// <summary>An exact number.</summary>
    public ColumnsOf<T> Number(string name, string unit, string meaning, Func<T, decimal?> value) =>
        Add(name, CellType.Decimal, unit, meaning, row => value(row) is { } number ? Numbers.Exact(number) : null);

    /// <summary>A ratio or a time, to six decimals.</summary>
    public ColumnsOf<T> Ratio(string name, string unit, string meaning, Func<T, decimal?> value) =>
        Add(name, CellType.Decimal, unit, meaning, row => value(row) is { } number ? Numbers.Rounded(number) : null);

    /// <summary>A count.</summary>
    public ColumnsOf<T> Count(string name, string unit, string meaning, Func<T, long?> value) =>
        Add(name, CellType.Integer, unit, meaning, row => value(row) is { } count ? Numbers.Count(count) : null);

    /// <summary>True or false.</summary>
    public ColumnsOf<T> Flag(string name, string meaning, Func<T, bool> value) =>
        Add(name, CellType.Boolean, "", meaning, row => value(row) ? "true" : "false");

    /// <summary>The first instant of a day, UTC.</summary>
    public ColumnsOf<T> Midnight(string name, string meaning, Func<T, DateOnly?> value) =>
        Add(name, CellType.Instant, "UTC", meaning, row => value(row) is { } day ? Numbers.Midnight(day) : null);

    private ColumnsOf<T> Add(string name, CellType type, string unit, string meaning, Func<T, string?> print)
    {
        columns.Add(new Column<T>(name, type, unit, meaning, print));
        return this;
    }
}
