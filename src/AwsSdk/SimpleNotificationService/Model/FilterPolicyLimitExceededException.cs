using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The account has as many filter policies as it may have.</summary>
public class FilterPolicyLimitExceededException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public FilterPolicyLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
