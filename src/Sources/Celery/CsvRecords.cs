using System.Globalization;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Celery;

/// <summary>Records of a CSV (RFC 4180) with the line on which each starts. Blank lines are passed over.</summary>
internal static class CsvRecords
{
    /// <exception cref="ProblemException">A quotation mark is never closed.</exception>
    public static IEnumerable<(int Line, string[] Cells)> Read(TextReader csv, string file)
    {
        var line = 0;
        while (csv.ReadLine() is { } text)
        {
            var start = ++line;
            if (text.Length == 0) continue;
            var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
            for (var at = 0; ; at++)
            {
                if (at == text.Length)
                {
                    if (!quoted) break;
                    text = csv.ReadLine() ?? throw new ProblemException(new Problem(
                        "a quotation mark is never closed", string.Create(CultureInfo.InvariantCulture, $"{file}:{start}"), "close it, and double each one inside a quoted cell"));
                    (at, line) = (-1, line + 1);
                    cell.Append('\n');
                }
                else if (quoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append(text[at++]);
                }
                else if (text[at] == '"' && (quoted || cell.Length == 0))
                {
                    quoted = !quoted;
                }
                else if (text[at] == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else
                {
                    cell.Append(text[at]);
                }
            }

            cells.Add(cell.ToString());
            yield return (start, [.. cells]);
        }
    }
}
