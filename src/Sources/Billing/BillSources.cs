using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Billing;

/// <summary>Recognises bill files by their content.</summary>
internal static class BillSources
{
    private static readonly (char Separator, string Name)[] WrongSeparators = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars"), ('\u0001', "Ctrl-A")];

    /// <exception cref="ProblemException">The file is not a bill.</exception>
    public static BillSource Recognise(BillPath path, DuckDbEngine engine, CancellationToken cancellationToken)
    {
        var head = BillHead.Read(path);
        switch (head.Packing)
        {
            case Packing.Json or Packing.JsonGz:
                return new BillSource(path, BillFormat.CostExplorer, head.Packing, []);
            case Packing.Parquet:
                var typed = ParquetColumns.Read(path, engine, cancellationToken);
                return new BillSource(path, Format(path, [.. typed.Select(column => column.Name)]), head.Packing, typed);
            default:
                var format = Format(path, head.FirstRecord);
                // The file's own header never becomes an identifier: columns go by their place.
                return new BillSource(path, format, head.Packing, [.. head.FirstRecord.Select((name, index) => new SourceColumn(name, $"c{SqlText.Number(index)}", "VARCHAR"))]);
        }
    }

    private static BillFormat Format(BillPath path, IReadOnlyList<string> header)
    {
        if (Known(header) is { } format) return format;
        foreach (var (separator, name) in WrongSeparators)
            if (header.Count > 0 && Known([.. string.Join(',', header).Split(separator)]) is not null)
                throw new ProblemException(new Problem($"the cells are separated by {name}, not by commas", path.Shown, "save the file as comma-separated values"));
        throw new ProblemException(BillSource.MissingColumns(path, "that tells a bill (`line_item_line_item_type`, `lineItem/LineItemType` or `ChargeCategory` with `BilledCost`)", header));
    }

    private static BillFormat? Known(IReadOnlyList<string> header)
    {
        var keys = header.Select(BillSource.Key).ToHashSet(StringComparer.Ordinal);
        if (keys.Contains("billedcost") || keys.Contains("chargecategory")) return BillFormat.Focus;
        if (!keys.Contains("lineitemlineitemtype") && !keys.Contains("lineitemunblendedcost")) return null;
        // Data exports write maps and names that no legacy report has.
        var exports = keys.Contains("billpayeraccountname") || keys.Contains("lineitemusageaccountname")
            || header.Any(name => name is "product" or "resource_tags" or "discount" or "cost_category");
        return exports ? BillFormat.Cur2 : BillFormat.LegacyCur;
    }
}
