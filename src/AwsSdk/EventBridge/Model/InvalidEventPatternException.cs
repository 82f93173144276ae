using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The event pattern is not valid.</summary>
public class InvalidEventPatternException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public InvalidEventPatternException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
