using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The credential signature isn't valid.</summary>
public class InvalidSecurityException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public InvalidSecurityException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
