namespace Amazon.Athena.Model;

/// <summary>One run of a query.</summary>
public class QueryExecution
{
    /// <summary>Its id.</summary>
    public string? QueryExecutionId { get; set; }

    /// <summary>Where its result is.</summary>
    public ResultConfiguration? ResultConfiguration { get; set; }

    /// <summary>What it took so far.</summary>
    public QueryExecutionStatistics? Statistics { get; set; }

    /// <summary>Its state.</summary>
    public QueryExecutionStatus? Status { get; set; }

    /// <summary>Its workgroup.</summary>
    public string? WorkGroup { get; set; }
}
