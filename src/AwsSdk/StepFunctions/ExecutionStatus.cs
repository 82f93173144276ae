using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>Execution status.</summary>
public class ExecutionStatus : ConstantClass
{
    /// <summary><c>ABORTED</c>.</summary>
    public static readonly ExecutionStatus ABORTED = new("ABORTED");

    /// <summary><c>FAILED</c>.</summary>
    public static readonly ExecutionStatus FAILED = new("FAILED");

    /// <summary><c>RUNNING</c>.</summary>
    public static readonly ExecutionStatus RUNNING = new("RUNNING");

    /// <summary><c>SUCCEEDED</c>.</summary>
    public static readonly ExecutionStatus SUCCEEDED = new("SUCCEEDED");

    /// <summary><c>TIMED_OUT</c>.</summary>
    public static readonly ExecutionStatus TIMED_OUT = new("TIMED_OUT");

    /// <summary>A value, known or not.</summary>
    public ExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ExecutionStatus FindValue(string value) => FindValue<ExecutionStatus>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ExecutionStatus(string value) => FindValue(value);
}
