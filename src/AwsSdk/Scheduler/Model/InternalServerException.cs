using System.Net;
using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>Unexpected error encountered while processing the request.</summary>
public class InternalServerException : AmazonSchedulerException
{
    /// <summary>An error of that answer.</summary>
    public InternalServerException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
