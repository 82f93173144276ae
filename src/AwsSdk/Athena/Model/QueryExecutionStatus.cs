namespace Amazon.Athena.Model;

/// <summary>The state of a query.</summary>
public class QueryExecutionStatus
{
    /// <summary>Why it failed, by kind.</summary>
    public AthenaError? AthenaError { get; set; }

    /// <summary>When it ended.</summary>
    public DateTime? CompletionDateTime { get; set; }

    /// <summary>The state.</summary>
    public QueryExecutionState? State { get; set; }

    /// <summary>Why it failed or was cancelled, in words.</summary>
    public string? StateChangeReason { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTime? SubmissionDateTime { get; set; }
}
