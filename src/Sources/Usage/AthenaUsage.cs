using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;
using CostTool.Sources.Sql.Athena;

namespace CostTool.Sources.Usage;

/// <summary>A table of samples in Athena.</summary>
public static class AthenaUsage
{
    // Later than any instant in seconds, earlier than any in milliseconds: the year 5138, or 1973.
    private const long LargestSecond = 100_000_000_000;

    /// <summary>Finds the canonical columns of a table and how it writes instants.</summary>
    /// <exception cref="ProblemException">There is no such table, or it lacks columns, or its instants are texts.</exception>
    public static async Task<UsageTable> TableAsync(ISqlEngine engine, AthenaTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(table);
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        await engine.QueryAsync(table.ColumnsSql, row => columns[row.Text(0) ?? ""] = row.Text(1) ?? "", cancellationToken).ConfigureAwait(false);
        if (columns.Count == 0) throw new ProblemException(new Problem("there is no such table", $"Athena table `{table}`", "name DATABASE.TABLE as the data catalog has it"));
        var canonical = UsageTable.Canonical.Where(columns.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (UsageTable.Missing(canonical) is { } missing)
        {
            throw new ProblemException(new Problem(
                $"the table lacks {missing}", $"Athena table `{table}`", $"make a view with the canonical names; it has {string.Join(", ", columns.Keys.Order(StringComparer.Ordinal))}"));
        }

        var instants = columns["timestamp"] switch
        {
            "bigint" or "integer" => await NumberedAsync(engine, table, cancellationToken).ConfigureAwait(false),
            var type when type.StartsWith("timestamp", StringComparison.Ordinal) => type.Contains("with time zone", StringComparison.Ordinal) ? InstantForm.ZonedTimestamp : InstantForm.Timestamp,
            var other => throw new ProblemException(new Problem($"`timestamp` is of type `{other}`", $"Athena table `{table}`", "make it a timestamp or whole seconds since 1970, in the table or a view")),
        };
        return new UsageTable(table.Sql, instants, canonical);
    }

    private static async Task<InstantForm> NumberedAsync(ISqlEngine engine, AthenaTable table, CancellationToken cancellationToken)
    {
        long? latest = null;
        await engine.QueryAsync($"SELECT max(\"timestamp\") AS latest FROM {table.Sql}", row => latest = row.Whole(0), cancellationToken).ConfigureAwait(false);
        return latest > LargestSecond ? InstantForm.EpochMilliseconds : InstantForm.EpochSeconds;
    }
}
