namespace Amazon.SimpleNotificationService.Model;

/// <summary>Returns a list of the requester's topics.</summary>
public class ListTopicsRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>Token returned by the previous ListTopics request.</summary>
    public string? NextToken { get; set; }
}
