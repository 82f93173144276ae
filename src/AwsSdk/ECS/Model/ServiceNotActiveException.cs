using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified service isn't active.</summary>
public class ServiceNotActiveException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public ServiceNotActiveException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
