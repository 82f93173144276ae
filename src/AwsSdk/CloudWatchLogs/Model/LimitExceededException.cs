using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>You have reached the maximum number of resources that can be created.</summary>
public class LimitExceededException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public LimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
