namespace Amazon.StepFunctions.Model;

/// <summary>Describe execution.</summary>
public class DescribeExecutionRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the execution to describe; required.</summary>
    public string? ExecutionArn { get; set; }
}
