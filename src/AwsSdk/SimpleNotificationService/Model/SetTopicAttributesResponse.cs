using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>SetTopicAttributes</c>.</summary>
public class SetTopicAttributesResponse : AmazonWebServiceResponse;
