namespace Amazon.SimpleNotificationService.Model;

/// <summary>Deletes a subscription.</summary>
public class UnsubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The ARN of the subscription to be deleted; required.</summary>
    public string? SubscriptionArn { get; set; }
}
