namespace Amazon.EventBridge.Model;

/// <summary>Assigns one or more tags (key-value pairs) to the specified EventBridge resource.</summary>
public class TagResourceRequest : AmazonEventBridgeRequest
{
    /// <summary>The ARN of the EventBridge resource that you're adding tags to; required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The list of key-value pairs to associate with the resource; required.</summary>
    public List<Tag>? Tags { get; set; }
}
