using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>More than one process tried to modify a resource at the same time.</summary>
public class ConcurrentModificationException : AmazonCloudWatchException
{
    /// <summary>An error of that answer.</summary>
    public ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
