namespace Amazon.StepFunctions.Model;

/// <summary>Add a tag to a Step Functions resource.</summary>
public class TagResourceRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon Resource Name (ARN) for the Step Functions state machine or activity; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The list of tags to add to a resource; required.</summary>
    public List<Tag>? Tags { get; set; }
}
