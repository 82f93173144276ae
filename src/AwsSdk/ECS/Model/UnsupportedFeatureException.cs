using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified task isn't supported in this Region.</summary>
public class UnsupportedFeatureException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public UnsupportedFeatureException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
