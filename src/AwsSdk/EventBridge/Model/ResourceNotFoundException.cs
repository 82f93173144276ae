using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>An entity that you specified does not exist.</summary>
public class ResourceNotFoundException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public ResourceNotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
