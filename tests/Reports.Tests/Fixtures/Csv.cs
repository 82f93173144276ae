namespace CostTool.Reports.Tests.Fixtures;

/// <summary>Reads a CSV back, row by row, by column name.</summary>
internal static class Csv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var lines = Split(text);
        foreach (var line in lines.Skip(1)) rows.Add(lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second));
        return rows;
    }

    public static IReadOnlyList<string> Header(string text) => Split(text)[0];

    // Written from RFC 4180, not with the library that wrote the file.
    private static List<List<string>> Split(string text)
    {
        var lines = new List<List<string>>();
        var line = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (quoted && character is '"' && at + 1 < text.Length && text[at + 1] is '"') cell.Append(text[++at]);
            else if (character is '"') quoted = !quoted;
            else if (!quoted && character is ',' or '\n')
            {
                line.Add(cell.ToString());
                cell.Clear();
                if (character is ',') continue;
                lines.Add(line);
                line = [];
            }
            else cell.Append(character);
        }
        return lines;
    }
}
