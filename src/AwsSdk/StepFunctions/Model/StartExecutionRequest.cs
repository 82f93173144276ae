namespace Amazon.StepFunctions.Model;

/// <summary>Starts a state machine execution.</summary>
public class StartExecutionRequest : AmazonStepFunctionsRequest
{
    /// <summary>Input.</summary>
    public string? Input { get; set; }

    /// <summary>The name of the execution.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the state machine to execute; required.</summary>
    public string? StateMachineArn { get; set; }
}
