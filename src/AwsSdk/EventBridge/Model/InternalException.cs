using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>This exception occurs due to unexpected causes.</summary>
public class InternalException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public InternalException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
