namespace CostTool.Sources.Usage;

/// <summary>How usage files are read.</summary>
public sealed record UsageReadOptions
{
    /// <summary>Threads of the SQL engine.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Memory that the SQL engine may use before it spills to its temporary folder.</summary>
    public int MemoryLimitMebibytes { get; init; } = 320;

    /// <summary>Rows that are grouped by sample at once; larger files are asked for in parts, each of which scans the files.</summary>
    public long RowsAtOnce { get; init; } = 1_000_000;

    /// <summary>The present; samples after it are left out and counted. Null where there is no present to compare with.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
