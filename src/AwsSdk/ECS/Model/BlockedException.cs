using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>Your Amazon Web Services account was blocked.</summary>
public class BlockedException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public BlockedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
