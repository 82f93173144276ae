using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>Unsubscribe</c>.</summary>
public class UnsubscribeResponse : AmazonWebServiceResponse;
