using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Indicates that a request parameter does not comply with the associated constraints.</summary>
public class InvalidParameterException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
