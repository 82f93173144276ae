using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Can't add more than 50 tags to a topic.</summary>
public class TagLimitExceededException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public TagLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
