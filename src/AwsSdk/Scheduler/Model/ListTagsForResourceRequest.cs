namespace Amazon.Scheduler.Model;

/// <summary>Lists the tags associated with the Scheduler resource.</summary>
public class ListTagsForResourceRequest : AmazonSchedulerRequest
{
    /// <summary>The ARN of the EventBridge Scheduler resource for which you want to view tags; required.</summary>
    public string? ResourceArn { get; set; }
}
