namespace Amazon.SimpleNotificationService.Model;

/// <summary>A wrapper type for the attributes of an Amazon SNS subscription.</summary>
public class Subscription
{
    /// <summary>The subscription's endpoint.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The subscription's owner.</summary>
    public string? Owner { get; set; }

    /// <summary>The subscription's protocol.</summary>
    public string? Protocol { get; set; }

    /// <summary>The subscription's ARN, or <c>PendingConfirmation</c>.</summary>
    public string? SubscriptionArn { get; set; }

    /// <summary>The ARN of the subscription's topic.</summary>
    public string? TopicArn { get; set; }
}
