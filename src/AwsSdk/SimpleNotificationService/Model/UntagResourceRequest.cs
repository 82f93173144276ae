namespace Amazon.SimpleNotificationService.Model;

/// <summary>Remove tags from the specified Amazon SNS topic.</summary>
public class UntagResourceRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic from which to remove tags; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The list of tag keys to remove from the specified topic; required.</summary>
    public List<string>? TagKeys { get; set; }
}
