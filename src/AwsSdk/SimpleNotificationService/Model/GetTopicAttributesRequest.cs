namespace Amazon.SimpleNotificationService.Model;

/// <summary>Returns all of the properties of a topic.</summary>
public class GetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic whose properties you want to get; required.</summary>
    public string? TopicArn { get; set; }
}
