using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified platform version doesn't exist.</summary>
public class PlatformUnknownException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public PlatformUnknownException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
