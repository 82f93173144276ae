using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>A resource can have no more than 50 tags.</summary>
public class TooManyTagsException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public TooManyTagsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
