using System.Net;
using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>Updating or deleting the resource can cause an inconsistent state.</summary>
public class ConflictException : AmazonSchedulerException
{
    /// <summary>An error of that answer.</summary>
    public ConflictException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
