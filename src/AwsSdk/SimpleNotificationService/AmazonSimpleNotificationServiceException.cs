using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>SNS refused a call.</summary>
public class AmazonSimpleNotificationServiceException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonSimpleNotificationServiceException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
