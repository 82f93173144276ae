using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request processing has failed due to some unknown error, exception, or failure.</summary>
public class InternalServiceException : AmazonCloudWatchException
{
    /// <summary>An error of that answer.</summary>
    public InternalServiceException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
