using System.Text;

namespace CostTool.Analyzer.Pricing;

/// <summary>A line of a price file: comma-separated, quotes doubled inside quotes, no line break in a field.</summary>
public static class CsvLine
{
    /// <summary>The fields of a line, quotes resolved; null when a quoted field is not closed.</summary>
    public static string[]? Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.Contains('"', StringComparison.Ordinal)) return line.Split(',');
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quoted && letter == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return quoted ? null : [.. fields];
    }
}
