using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The service cannot complete the request.</summary>
public class ServiceUnavailableException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public ServiceUnavailableException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
