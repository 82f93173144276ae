using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>These errors are usually caused by a server issue.</summary>
public class ServerException : AmazonECSException
{
    /// <summary>An error of that answer.</summary>
    public ServerException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
