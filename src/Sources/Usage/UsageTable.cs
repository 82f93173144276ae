namespace CostTool.Sources.Usage;

/// <summary>How a table of samples writes its instants.</summary>
public enum InstantForm
{
    /// <summary>Whole seconds since 1970.</summary>
    EpochSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    EpochMilliseconds,

    /// <summary>SQL's TIMESTAMP, in UTC.</summary>
    Timestamp,

    /// <summary>SQL's TIMESTAMP WITH TIME ZONE.</summary>
    ZonedTimestamp,
}

/// <summary>A table of samples in the canonical columns, as SQL names it.</summary>
/// <param name="Sql">Name of the table, quoted for SQL.</param>
/// <param name="Instants">How its column <c>timestamp</c> is written.</param>
/// <param name="Columns">Canonical columns that it has, in lower case.</param>
public sealed record UsageTable(string Sql, InstantForm Instants, IReadOnlySet<string> Columns)
{
    /// <summary>The columns of the canonical long table. The first two are required, and at least one of the two readings.</summary>
    public static IReadOnlyList<string> Canonical { get; } =
        ["timestamp", "workload", "container", "instance", "cpu_cores", "memory_bytes", "cpu_limit_cores", "memory_limit_bytes", "throttled_ratio", "oom_kills"];

    private static readonly string[] Required = ["timestamp", "workload"];

    /// <summary>Whether the table has a column.</summary>
    public bool Has(string column) => Columns.Contains(column);

    /// <summary>What is missing for a table of samples, in words; null when nothing is.</summary>
    public static string? Missing(IReadOnlySet<string> columns)
    {
        var missing = Required.Where(name => !columns.Contains(name)).Select(name => $"`{name}`").ToList();
        if (!columns.Contains("cpu_cores") && !columns.Contains("memory_bytes")) missing.Add("`cpu_cores` or `memory_bytes`");
        return missing.Count == 0 ? null : string.Join(" and ", missing);
    }
}
