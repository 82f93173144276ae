using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The specified resource already exists.</summary>
public class ResourceAlreadyExistsException : AmazonCloudWatchLogsException
{
    /// <summary>An error of that answer.</summary>
    public ResourceAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
