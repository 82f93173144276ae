namespace Amazon.SimpleNotificationService.Model;

/// <summary>Deletes a topic and all its subscriptions.</summary>
public class DeleteTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the topic you want to delete; required.</summary>
    public string? TopicArn { get; set; }
}
