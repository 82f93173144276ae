using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>CloudWatch refused a call.</summary>
public class AmazonCloudWatchException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonCloudWatchException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
