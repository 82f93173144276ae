using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>A parameter is specified incorrectly.</summary>
public class InvalidParameterException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
