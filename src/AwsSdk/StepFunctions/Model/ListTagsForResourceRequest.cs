namespace Amazon.StepFunctions.Model;

/// <summary>List tags for a given resource.</summary>
public class ListTagsForResourceRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon Resource Name (ARN) for the Step Functions state machine or activity; required.</summary>
    public string? ResourceArn { get; set; }
}
