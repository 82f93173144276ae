using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because it attempted to delete a resource that has attached subordinate entities.</summary>
public class DeleteConflictException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public DeleteConflictException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
