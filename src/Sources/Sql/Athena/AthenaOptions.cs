namespace CostTool.Sources.Sql.Athena;

/// <summary>How to ask Athena.</summary>
public sealed record AthenaOptions
{
    /// <summary>The workgroup.</summary>
    public string WorkGroup { get; init; } = "primary";

    /// <summary>An <c>s3://</c> folder for results; null leaves it to the workgroup.</summary>
    public string? Output { get; init; }

    /// <summary>All queries of an engine together may scan so much; the query that goes past it is stopped. Null: no limit but the workgroup's.</summary>
    public long? MaxScanBytes { get; init; }

    /// <summary>The wait before a query is first looked at; it grows by half each time.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between two looks.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a query is sent again that failed for a reason that Athena calls retryable, or that it had no room for.</summary>
    public int MostRetries { get; init; } = 4;

    /// <summary>Rows of a page, at most 1000.</summary>
    public int PageRows { get; init; } = 1000;
}
