using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The specified parameter isn't valid.</summary>
public class InvalidParameterException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
