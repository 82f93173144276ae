using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>GetTopicAttributes</c>.</summary>
public class GetTopicAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>A map of the topic's attributes.</summary>
    public Dictionary<string, string>? Attributes { get; set; }
}
