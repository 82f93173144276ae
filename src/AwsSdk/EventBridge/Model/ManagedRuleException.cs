using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>This rule was created by an Amazon Web Services service on behalf of your account.</summary>
public class ManagedRuleException : AmazonEventBridgeException
{
    /// <summary>An error of that answer.</summary>
    public ManagedRuleException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
