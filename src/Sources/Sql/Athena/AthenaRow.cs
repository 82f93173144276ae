using System.Globalization;
using Amazon.Athena.Model;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Sql.Athena;

/// <summary>A row as Athena gives it: every cell is a text.</summary>
internal sealed class AthenaRow(string where) : ISqlRow
{
    private List<Datum> _cells = [];

    public AthenaRow At(Row row)
    {
        _cells = row.Data ?? [];
        return this;
    }

    public string? Text(int column) => column < _cells.Count ? _cells[column].VarCharValue : throw Unreadable("", column, "in the answer");

    public long? Whole(int column) =>
        Text(column) is not { } text ? null : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(text, column, "a whole number");

    public double? Number(int column) =>
        Text(column) is not { } text ? null : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(text, column, "a number");

    private ProblemException Unreadable(string text, int column, string wanted) => new(new Problem(
        $"Athena answered `{text}` in column {(column + 1).ToString(CultureInfo.InvariantCulture)}, which is not {wanted}", where, "check that the table has the types that docs/athena.md names"));
}
