using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Indicates that the user has been denied access to the requested resource.</summary>
public class AuthorizationErrorException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public AuthorizationErrorException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
