using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>There is concurrent modification on a rule, target, archive, or replay.</summary>
public class ConcurrentModificationException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
