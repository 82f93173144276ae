using System.IO.Compression;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Celery;

/// <summary>Rows of django-celery-results as a gzipped CSV: the columns that profiles are made of, no arguments, results or tracebacks. Times stay as the database has them, with or without a zone.</summary>
public static class ResultRows
{
    /// <summary>How the name of such a file ends.</summary>
    public const string Ending = ".csv.gz";

    // Stands where a column has a value that no type can hold, so that the row is refused by whoever reads the file too.
    private const string Unreadable = "unreadable";

    /// <summary>Writes the rows of a database.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ProblemException">The database cannot be read, or has no such table.</exception>
    public static async Task<long> WriteAsync(DatabaseUrl url, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        await using var packed = new GZipStream(File.Create(file), CompressionLevel.Optimal);
        await using var text = new StreamWriter(packed, new UTF8Encoding(false));
        var rows = 0L;
        await ResultTable.RowsAsync(
            url,
            columns =>
            {
                text.Write(string.Join(',', columns) + "\n");
                return row =>
                {
                    text.Write(string.Join(',', columns.Select(column => Quoted(Cell(row, column)))) + "\n");
                    rows++;
                };
            },
            cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>The columns of a file and its rows.</summary>
    /// <exception cref="ProblemException">The file is cut off, or is not such a file.</exception>
    internal static (IReadOnlySet<string> Columns, IEnumerable<TableRow> Rows) Read(string path, string shown, CancellationToken cancellationToken)
    {
        using var records = Records(path, shown, cancellationToken).GetEnumerator();
        if (!records.MoveNext() || !records.Current.Contains("date_done", StringComparer.Ordinal))
            throw new ProblemException(new Problem("the file has no column `date_done`", shown, "give the file that `costtool collect` wrote, Celery events, or an answer of Flower"));
        return (records.Current.ToHashSet(StringComparer.Ordinal), Rows(path, shown, cancellationToken));
    }

    private static IEnumerable<TableRow> Rows(string path, string shown, CancellationToken cancellationToken)
    {
        string[]? head = null;
        foreach (var cells in Records(path, shown, cancellationToken))
        {
            if (head is null) head = cells;
            else if (cells.Length != head.Length) throw new ProblemException(new Problem($"a row has {cells.Length} cells, the head has {head.Length}", shown, "collect it again"));
            else yield return new TableRow(head, column => cells[column].Length == 0 ? DBNull.Value : cells[column]);
        }
    }

    private static IEnumerable<string[]> Records(string path, string shown, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(Compression.PackedText.Open(path, shown, cancellationToken));
        foreach (var (_, cells) in CsvRecords.Read(text, shown)) yield return cells;
    }

    private static string Cell(TableRow row, string column)
    {
        try
        {
            return row.Written(column) ?? "";
        }
        catch (RefusedException)
        {
            return Unreadable;
        }
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
