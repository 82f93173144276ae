using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>The value of an input parameter is bad or out-of-range.</summary>
public class InvalidParameterValueException : AmazonCloudWatchException
{
    /// <summary>An error of that answer.</summary>
    public InvalidParameterValueException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
