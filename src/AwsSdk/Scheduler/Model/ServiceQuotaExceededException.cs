using System.Net;
using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The request exceeds a service quota.</summary>
public class ServiceQuotaExceededException : AmazonSchedulerException
{
    /// <summary>An error of that answer.</summary>
    public ServiceQuotaExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
