using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>Subscribe</c>.</summary>
public class SubscribeResponse : AmazonWebServiceResponse
{
    /// <summary>The ARN of the subscription if it is confirmed, or the text "pending confirmation".</summary>
    public string? SubscriptionArn { get; set; }
}
