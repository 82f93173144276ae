using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>CreateStateMachine</c>.</summary>
public class CreateStateMachineResponse : AmazonWebServiceResponse
{
    /// <summary>The date the state machine is created.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The Amazon Resource Name (ARN) that identifies the created state machine.</summary>
    public string? StateMachineArn { get; set; }
}
