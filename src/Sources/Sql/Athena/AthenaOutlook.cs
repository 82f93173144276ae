namespace CostTool.Sources.Sql.Athena;

/// <summary>What is known of the cost of a query before it runs. Athena itself foretells no bytes: its EXPLAIN has none.</summary>
/// <param name="Price">What it charges.</param>
/// <param name="TableBytes">Bytes of the files behind the table, or null: the most that one reading of it can scan.</param>
/// <param name="MaxScanBytes">The limit that the user gave for all queries together, or null.</param>
/// <param name="WorkGroupLimitBytes">The limit of the workgroup for each query, or null.</param>
public sealed record AthenaOutlook(AthenaPrice Price, long? TableBytes, long? MaxScanBytes, long? WorkGroupLimitBytes)
{
    /// <summary>The outlook on one line.</summary>
    public override string ToString()
    {
        var known = new List<string>();
        if (TableBytes is { } table) known.Add($"reading the whole table once scans {Figure(table)}");
        if (MaxScanBytes is { } most) known.Add($"--max-scan-gb stops at {Figure(most)}");
        if (WorkGroupLimitBytes is { } limit) known.Add($"the workgroup stops each query at {Figure(limit)}");
        return known.Count > 0
            ? $"Athena at {Price}: {string.Join("; ", known)}"
            : $"Athena at {Price}: what the queries will scan is not known, and nothing limits it; --max-scan-gb would";
    }

    private string Figure(long bytes) => $"{AthenaSpend.Bytes(bytes)}, {AthenaSpend.Money(Price.Of(bytes))}";
}
