using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>A tag has been added to a resource with the same ARN as a deleted resource.</summary>
public class StaleTagException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public StaleTagException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
