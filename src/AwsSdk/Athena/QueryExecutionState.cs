using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>How far a query is.</summary>
public class QueryExecutionState : ConstantClass
{
    /// <summary>Stopped by someone, or by the limit of its workgroup.</summary>
    public static readonly QueryExecutionState CANCELLED = new("CANCELLED");

    /// <summary>Ended with an error.</summary>
    public static readonly QueryExecutionState FAILED = new("FAILED");

    /// <summary>Waits for its turn.</summary>
    public static readonly QueryExecutionState QUEUED = new("QUEUED");

    /// <summary>Runs.</summary>
    public static readonly QueryExecutionState RUNNING = new("RUNNING");

    /// <summary>Its result is complete.</summary>
    public static readonly QueryExecutionState SUCCEEDED = new("SUCCEEDED");

    /// <summary>A value, known or not.</summary>
    public QueryExecutionState(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static QueryExecutionState FindValue(string value) => FindValue<QueryExecutionState>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator QueryExecutionState(string value) => FindValue(value);
}
