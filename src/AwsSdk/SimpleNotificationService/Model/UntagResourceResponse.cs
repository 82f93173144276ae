using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The answer of <c>UntagResource</c>.</summary>
public class UntagResourceResponse : AmazonWebServiceResponse;
