namespace Amazon.SimpleNotificationService.Model;

/// <summary>Returns a list of the subscriptions to a specific topic.</summary>
public class ListSubscriptionsByTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>Token returned by the previous request.</summary>
    public string? NextToken { get; set; }

    /// <summary>The ARN of the topic for which you wish to find subscriptions; required.</summary>
    public string? TopicArn { get; set; }
}
