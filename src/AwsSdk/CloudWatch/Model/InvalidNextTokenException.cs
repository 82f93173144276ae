using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The next token specified is invalid.</summary>
public class InvalidNextTokenException : AmazonCloudWatchException
{
    /// <summary>An error of that answer.</summary>
    public InvalidNextTokenException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
