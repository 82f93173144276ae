using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The account has as many subscriptions as it may have.</summary>
public class SubscriptionLimitExceededException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public SubscriptionLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
