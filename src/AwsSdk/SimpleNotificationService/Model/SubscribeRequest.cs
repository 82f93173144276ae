namespace Amazon.SimpleNotificationService.Model;

/// <summary>Subscribes an endpoint to a topic.</summary>
public class SubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>The endpoint that you want to receive notifications.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The protocol that you want to use; required.</summary>
    public string? Protocol { get; set; }

    /// <summary>Whether the answer has the ARN of a subscription that is not confirmed yet.</summary>
    public bool? ReturnSubscriptionArn { get; set; }

    /// <summary>The ARN of the topic you want to subscribe to; required.</summary>
    public string? TopicArn { get; set; }
}
