using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>EventBridge refused a call.</summary>
public class AmazonEventBridgeException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonEventBridgeException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
