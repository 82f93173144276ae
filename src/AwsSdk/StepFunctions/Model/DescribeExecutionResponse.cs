using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>DescribeExecution</c>.</summary>
public class DescribeExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The cause string if the state machine execution failed.</summary>
    public string? Cause { get; set; }

    /// <summary>The error string if the state machine execution failed.</summary>
    public string? Error { get; set; }

    /// <summary>The Amazon Resource Name (ARN) that identifies the execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>The string that contains the JSON input data of the execution.</summary>
    public string? Input { get; set; }

    /// <summary>The name of the execution.</summary>
    public string? Name { get; set; }

    /// <summary>The JSON output data of the execution.</summary>
    public string? Output { get; set; }

    /// <summary>The date the execution is started.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the executed stated machine.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>The current status of the execution.</summary>
    public ExecutionStatus? Status { get; set; }

    /// <summary>If the execution has already ended, the date the execution stopped.</summary>
    public DateTime? StopDate { get; set; }
}
