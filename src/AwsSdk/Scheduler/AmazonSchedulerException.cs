using System.Net;
using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>EventBridge Scheduler refused a call.</summary>
public class AmazonSchedulerException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonSchedulerException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
