using System.Net;
using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The request references a resource which does not exist.</summary>
public class ResourceNotFoundException : AmazonSchedulerException
{
    /// <summary>An error of that answer.</summary>
    public ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
