using System.Text;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Billing;

/// <summary>A column of a bill file.</summary>
/// <param name="Name">As the file spells it.</param>
/// <param name="Sql">How SQL names it.</param>
/// <param name="Type">SQL type; text for everything in CSV.</param>
internal sealed record SourceColumn(string Name, string Sql, string Type)
{
    /// <summary>What the statistics of a Parquet file say; nothing is known of a CSV file.</summary>
    public ColumnFacts Facts { get; init; } = ColumnFacts.Unknown;
}

/// <summary>What can be known of a column without reading it.</summary>
/// <param name="Constant">The one value of every row, or null where there may be several.</param>
/// <param name="AllNull">No row has a value.</param>
/// <param name="NoNull">Every row has a value.</param>
/// <param name="NoBlank">Every row has a text that is not empty.</param>
/// <param name="Largest">No number is farther from zero; null where that is not known.</param>
internal sealed record ColumnFacts(string? Constant, bool AllNull, bool NoNull, bool NoBlank, double? Largest)
{
    public static ColumnFacts Unknown { get; } = new(null, AllNull: false, NoNull: false, NoBlank: false, null);
}

/// <summary>A file recognised as a bill.</summary>
internal sealed class BillSource
{
    private readonly Dictionary<string, SourceColumn> _byKey = new(StringComparer.Ordinal);

    public BillSource(BillPath path, BillFormat format, Packing packing, IReadOnlyList<SourceColumn> columns)
    {
        (Path, Format, Packing, Columns) = (path, format, packing, columns);
        foreach (var column in columns) _byKey.TryAdd(Key(column.Name), column);
    }

    public BillPath Path { get; }

    public BillFormat Format { get; }

    public Packing Packing { get; }

    public IReadOnlyList<SourceColumn> Columns { get; }

    /// <summary>The column of an Athena or FOCUS name, however the file spells it, or null.</summary>
    /// <remarks><c>lineItem/UnblendedCost</c>, <c>line_item_unblended_cost</c> and <c>LineItem_UnblendedCost</c> are one name.</remarks>
    public SourceColumn? Find(string name) => _byKey.GetValueOrDefault(Key(name));

    /// <exception cref="ProblemException">The file lacks some of the columns.</exception>
    public void Require(params ReadOnlySpan<string> names)
    {
        var missing = new List<string>();
        foreach (var name in names)
            if (Find(name) is null) missing.Add($"`{name}`");
        if (missing.Count > 0) throw new ProblemException(MissingColumns(Path, string.Join(", ", missing), Columns.Select(column => column.Name)));
    }

    public static Problem MissingColumns(BillPath path, string missing, IEnumerable<string> present)
    {
        var names = present.Select(Shown).ToList();
        var shown = string.Join(", ", names.Take(40)) + (names.Count > 40 ? $" and {names.Count - 40} more" : "");
        return new Problem($"the bill has no column {missing}; it has {shown}", path.Shown, "export it with all standard columns");
    }

    /// <summary>Letters and digits in lower case: what the spellings of a column have in common.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var character in name)
            if (char.IsAsciiLetterOrDigit(character)) key.Append(char.ToLowerInvariant(character));
        return key.ToString();
    }

    private static string Shown(string name)
    {
        var plain = new string([.. name.Select(character => char.IsControl(character) ? ' ' : character)]);
        return plain.Length > 60 ? plain[..60] + "…" : plain;
    }
}
