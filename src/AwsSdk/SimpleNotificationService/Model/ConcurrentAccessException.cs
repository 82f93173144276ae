using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Can't perform multiple operations on a tag simultaneously.</summary>
public class ConcurrentAccessException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public ConcurrentAccessException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
