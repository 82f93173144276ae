using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>ListStateMachines</c>.</summary>
public class ListStateMachinesResponse : AmazonWebServiceResponse
{
    /// <summary>If nextToken is returned, there are more results available.</summary>
    public string? NextToken { get; set; }

    /// <summary>State machines.</summary>
    public List<StateMachineListItem>? StateMachines { get; set; }
}
