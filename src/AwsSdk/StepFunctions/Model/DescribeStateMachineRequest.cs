namespace Amazon.StepFunctions.Model;

/// <summary>Provides information about a state machine's definition, its IAM role Amazon Resource Name (ARN), and configuration.</summary>
public class DescribeStateMachineRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the state machine to describe; required.</summary>
    public string? StateMachineArn { get; set; }
}
