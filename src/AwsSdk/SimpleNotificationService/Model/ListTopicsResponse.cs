using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>ListTopics</c>.</summary>
public class ListTopicsResponse : AmazonWebServiceResponse
{
    /// <summary>Token to pass along to the next ListTopics request.</summary>
    public string? NextToken { get; set; }

    /// <summary>A list of topic ARNs.</summary>
    public List<Topic>? Topics { get; set; }
}
