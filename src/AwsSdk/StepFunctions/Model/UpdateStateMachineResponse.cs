using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>UpdateStateMachine</c>.</summary>
public class UpdateStateMachineResponse : AmazonWebServiceResponse
{
    /// <summary>The date and time the state machine was updated.</summary>
    public DateTime? UpdateDate { get; set; }
}
