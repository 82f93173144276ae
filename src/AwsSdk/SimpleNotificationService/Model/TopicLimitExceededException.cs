using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Indicates that the customer already owns the maximum allowed number of topics.</summary>
public class TopicLimitExceededException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public TopicLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
