using System.Globalization;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Analyzer.Pricing;

/// <summary>A row of a price file: its line, and its fields in the order in which the columns were asked for.</summary>
internal sealed record SnapshotRow(int Line, string[] Fields);

/// <summary>
/// Reads the files of a price book: comma-separated, one header, a record a line. Kept plain so that a region loads in a few milliseconds.
/// Collects every fault of a file and throws them together.
/// </summary>
internal sealed class SnapshotTable(string file)
{
    /// <summary>A file with more faults than this is not a price file; the rest is counted, not listed.</summary>
    private const int MostProblems = 20;

    private readonly List<Problem> problems = [];
    private int untold;

    /// <summary>Reads the rows; unknown columns are ignored.</summary>
    public List<SnapshotRow> Read(Stream stream, params string[] columns)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var header = CsvLine.Split(reader.ReadLine() ?? "") ?? [];
        var places = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            places[i] = Array.IndexOf(header, columns[i]);
            if (places[i] < 0) Report(1, $"column `{columns[i]}` is missing; the columns are {string.Join(", ", header.Select(name => $"`{name}`"))}", "write the header as the README of the price files gives it");
        }

        Finish();
        var rows = new List<SnapshotRow>();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var cells = CsvLine.Split(text);
            if (cells is null) Report(line, "a quoted field is not closed", "close the quote; a field must not hold a line break");
            else if (cells.Length != header.Length) Report(line, $"{cells.Length} fields where the header has {header.Length}", "write one field a column, in quotes where it holds a comma");
            else rows.Add(new SnapshotRow(line, Pick(cells, places)));
        }

        return rows;
    }

    private static string[] Pick(string[] cells, int[] places)
    {
        var picked = new string[places.Length];
        for (var i = 0; i < places.Length; i++) picked[i] = cells[places[i]];
        return picked;
    }

    /// <summary>Reads an amount of US dollars: digits with an optional point, never negative.</summary>
    public bool Usd(SnapshotRow row, int field, out decimal usd)
    {
        if (decimal.TryParse(row.Fields[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out usd)) return true;
        Report(row.Line, $"`{row.Fields[field]}` is not a price", "write US dollars such as 0.0486");
        return false;
    }

    /// <summary>Reads a whole number above zero.</summary>
    public bool Count(SnapshotRow row, int field, out int count)
    {
        if (int.TryParse(row.Fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0) return true;
        Report(row.Line, $"`{row.Fields[field]}` is not a whole number above zero", "write digits only");
        return false;
    }

    /// <summary>Notes a fault.</summary>
    public void Report(int line, string what, string fix)
    {
        if (problems.Count < MostProblems) problems.Add(new Problem(what, $"{file}:{line}", fix));
        else untold++;
    }

    /// <summary>Throws all faults noted so far, if any.</summary>
    /// <exception cref="ProblemException">The file has faults.</exception>
    public void Finish()
    {
        if (problems.Count == 0) return;
        if (untold > 0) problems.Add(new Problem($"{untold} more faults", file, "mend those above first"));
        throw new ProblemException(problems);
    }
}
