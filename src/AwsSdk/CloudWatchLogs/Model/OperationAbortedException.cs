using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Multiple concurrent requests to update the same resource were in conflict.</summary>
public class OperationAbortedException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public OperationAbortedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
