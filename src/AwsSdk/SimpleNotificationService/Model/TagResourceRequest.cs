namespace Amazon.SimpleNotificationService.Model;

/// <summary>Add tags to the specified Amazon SNS topic.</summary>
public class TagResourceRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic to which to add tags; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The tags to be added to the specified topic; required.</summary>
    public List<Tag>? Tags { get; set; }
}
