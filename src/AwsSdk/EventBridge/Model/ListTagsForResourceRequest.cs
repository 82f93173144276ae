namespace Amazon.EventBridge.Model;

/// <summary>Displays the tags associated with an EventBridge resource.</summary>
public class ListTagsForResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>The ARN of the EventBridge resource for which you want to view tags; required.</summary>
    public string? ResourceARN { get; set; }
}
