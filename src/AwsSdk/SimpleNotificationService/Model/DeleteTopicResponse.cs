using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>DeleteTopic</c>.</summary>
public class DeleteTopicResponse : AmazonWebServiceResponse;
