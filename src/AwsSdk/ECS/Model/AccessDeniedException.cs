using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>You don't have authorization to perform the requested action.</summary>
public class AccessDeniedException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public AccessDeniedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
