using CsvHelper;

namespace CostTool.Reports.Tables;

/// <summary>A CSV file of the report: what one row is, its columns and its rows.</summary>
internal abstract class ReportTable(string fileName, string grain)
{
    // Quoting cells that begin or end with a space keeps readers that trim from changing a name.
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Name of the file.</summary>
    public string FileName { get; } = fileName;

    /// <summary>What one row stands for.</summary>
    public string Grain { get; } = grain;

    /// <summary>Columns without their printers, for the schema.</summary>
    public abstract IReadOnlyList<ColumnDescription> Columns { get; }

    /// <summary>Cells, row by row; null where a value is not known.</summary>
    public abstract IEnumerable<IEnumerable<string?>> Cells { get; }

    /// <summary>Writes header and rows as CSV with <c>\n</c> line ends.</summary>
    public void Write(TextWriter output)
    {
        using var csv = CsvWriter.Create(output, Format, leaveOpen: true);
        foreach (var column in Columns) csv.WriteField(column.Name);
        csv.EndRecord();
        foreach (var row in Cells)
        {
            foreach (var cell in row) csv.WriteField(cell);
            csv.EndRecord();
        }
    }
}

/// <summary>A column as the schema tells it.</summary>
internal sealed record ColumnDescription(string Name, CellType Type, string Unit, string Meaning);

/// <summary>A table whose rows are of one type.</summary>
internal sealed class ReportTable<T>(string fileName, string grain, ColumnsOf<T> columns, IEnumerable<T> rows) : ReportTable(fileName, grain)
{
    /// <inheritdoc />
    public override IReadOnlyList<ColumnDescription> Columns { get; } =
        [.. columns.All.Select(column => new ColumnDescription(column.Name, column.Type, column.Unit, column.Meaning))];

    /// <inheritdoc />
    public override IEnumerable<IEnumerable<string?>> Cells => rows.Select(row => columns.All.Select(column => column.Print(row)));
}
