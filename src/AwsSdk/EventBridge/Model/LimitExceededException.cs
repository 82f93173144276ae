using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The request failed because it attempted to create resource beyond the allowed service quota.</summary>
public class LimitExceededException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public LimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
