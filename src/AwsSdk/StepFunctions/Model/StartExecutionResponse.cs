using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>StartExecution</c>.</summary>
public class StartExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) that identifies the execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>The date the execution is started.</summary>
    public DateTime? StartDate { get; set; }
}
