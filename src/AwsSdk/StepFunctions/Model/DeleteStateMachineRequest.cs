namespace Amazon.StepFunctions.Model;

/// <summary>Deletes a state machine.</summary>
public class DeleteStateMachineRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the state machine to delete; required.</summary>
    public string? StateMachineArn { get; set; }
}
