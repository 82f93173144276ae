namespace Amazon.SimpleNotificationService.Model;

/// <summary>List all tags added to the specified Amazon SNS topic.</summary>
public class ListTagsForResourceRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic for which to list tags; required.</summary>
    public string? ResourceArn { get; set; }
}
