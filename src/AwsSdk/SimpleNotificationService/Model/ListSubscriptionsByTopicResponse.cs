using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>ListSubscriptionsByTopic</c>.</summary>
public class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    /// <summary>Token to pass along to the next request.</summary>
    public string? NextToken { get; set; }

    /// <summary>A list of subscriptions.</summary>
    public List<Subscription>? Subscriptions { get; set; }
}
