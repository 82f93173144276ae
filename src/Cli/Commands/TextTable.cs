using Spectre.Console;

namespace CostTool.Cli.Commands;

/// <summary>A column of a table for people.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Numeric">Aligned to the right.</param>
internal readonly record struct TextColumn(string Title, bool Numeric = false);

/// <summary>Writes a table: drawn to a terminal's width, or as plain aligned columns where the output is a file or a pipe.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static void Write(TextWriter output, IReadOnlyList<TextColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected) Draw(columns, rows);
        else WritePlain(output, columns, [.. rows]);
    }

    private static void Draw(IReadOnlyList<TextColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            var drawn = new TableColumn(new Text(column.Title));
            table.AddColumn(column.Numeric ? drawn.RightAligned().NoWrap() : drawn);
        }

        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Write(table);
    }

    private static void WritePlain(TextWriter output, IReadOnlyList<TextColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = columns.Select((column, place) => rows.Select(row => row[place].Length).Append(column.Title.Length).Max()).ToList();
        WriteLine([.. columns.Select(column => column.Title)]);
        foreach (var row in rows) WriteLine(row);

        void WriteLine(IReadOnlyList<string> cells)
        {
            var line = string.Join(new string(' ', Gap), cells.Select((cell, place) => columns[place].Numeric ? cell.PadLeft(widths[place]) : cell.PadRight(widths[place])));
            output.Write(line.TrimEnd() + "\n");
        }
    }
}
