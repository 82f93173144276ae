using System.Globalization;
using System.Text.RegularExpressions;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Billing;

/// <summary>The columns of a Parquet file, with what its row-group statistics say of them.</summary>
internal static partial class ParquetColumns
{
    public static IReadOnlyList<SourceColumn> Read(BillPath path, DuckDbEngine engine, CancellationToken cancellationToken)
    {
        var columns = new List<SourceColumn>();
        var table = $"read_parquet({SqlText.Literal(engine.Readable(path.FullPath))}, hive_partitioning = false)";
        engine.Query($"DESCRIBE SELECT * FROM {table}", path.Shown, row =>
        {
            var name = row.GetString(0);
            columns.Add(new SourceColumn(name, SqlText.Identifier(name), row.GetString(1)));
        }, cancellationToken);

        // The engine answers stats() from the footer, without reading a page.
        var plain = columns.Where(column => column.Type is "VARCHAR" or "DOUBLE" or "TIMESTAMP").ToList();
        if (plain.Count == 0) return columns;
        engine.Query($"SELECT {string.Join(", ", plain.Select(column => $"stats({column.Sql})"))} FROM {table} LIMIT 1", path.Shown, row =>
        {
            for (var index = 0; index < plain.Count; index++)
                columns[columns.IndexOf(plain[index])] = plain[index] with { Facts = Facts(plain[index].Type, row.GetString(index)) };
        }, cancellationToken);
        return columns;
    }

    /// <summary>Reads the engine's description of a column; what is not certain from it stays unknown.</summary>
    private static ColumnFacts Facts(string type, string described)
    {
        var match = Description().Match(described);
        if (!match.Success) return ColumnFacts.Unknown;
        var (least, most) = (match.Groups["least"].Value, match.Groups["most"].Value);
        var noNull = match.Groups["null"].Value == "false";
        var allNull = match.Groups["value"].Value == "false";
        if (allNull) return ColumnFacts.Unknown with { AllNull = true };
        var facts = ColumnFacts.Unknown with { NoNull = noNull };
        return type switch
        {
            // Of text the engine keeps the first eight bytes: only a shorter text is known whole.
            "VARCHAR" => facts with { Constant = noNull && least == most && ShortWord().IsMatch(least) ? least : null, NoBlank = noNull && WordStart().IsMatch(least) },
            "TIMESTAMP" => facts with { Constant = noNull && least == most && Instant().IsMatch(least) ? least : null },
            _ => facts with { Largest = Number(least) is { } low && Number(most) is { } high ? Math.Max(Math.Abs(low), Math.Abs(high)) : null },
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    [GeneratedRegex(@"^\[Min: (?<least>.*?), Max: (?<most>.*?)(, Has Unicode: (true|false), Max String Length: (\?|\d+))?\]\[Has Null: (?<null>true|false), Has No Null: (?<value>true|false)\]", RegexOptions.Singleline)]
    private static partial Regex Description();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{0,7}$")]
    private static partial Regex ShortWord();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,8}$")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")]
    private static partial Regex Instant();
}
