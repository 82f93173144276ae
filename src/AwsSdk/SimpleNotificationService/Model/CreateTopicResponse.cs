using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>CreateTopic</c>.</summary>
public class CreateTopicResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) assigned to the created topic.</summary>
    public string? TopicArn { get; set; }
}
