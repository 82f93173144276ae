using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Amazon ECS refused a call.</summary>
public class AmazonECSException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonECSException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
