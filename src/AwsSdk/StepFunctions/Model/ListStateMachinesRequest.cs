namespace Amazon.StepFunctions.Model;

/// <summary>Lists the existing state machines.</summary>
public class ListStateMachinesRequest : AmazonStepFunctionsRequest
{
    /// <summary>The maximum number of results that are returned per call.</summary>
    public int? MaxResults { get; set; }

    /// <summary>If nextToken is returned, there are more results available.</summary>
    public string? NextToken { get; set; }
}
