using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified platform version doesn't satisfy the required capabilities of the task definition.</summary>
public class PlatformTaskDefinitionIncompatibilityException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public PlatformTaskDefinitionIncompatibilityException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
