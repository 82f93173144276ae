using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified namespace wasn't found.</summary>
public class NamespaceNotFoundException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public NamespaceNotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
