using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The request doesn't comply with the IAM tag policy.</summary>
public class TagPolicyException : AmazonSimpleNotificationServiceException
{
    /// <summary>An error of that answer.</summary>
    public TagPolicyException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
