using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Indicates that the requested resource does not exist.</summary>
public class NotFoundException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public NotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
