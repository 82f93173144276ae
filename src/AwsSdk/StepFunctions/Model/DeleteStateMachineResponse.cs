using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>DeleteStateMachine</c>.</summary>
public class DeleteStateMachineResponse : AmazonWebServiceResponse;
