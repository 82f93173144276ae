using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because it attempted to create a resource that already exists.</summary>
public class EntityAlreadyExistsException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public EntityAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
