using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Unmodifiable entity.</summary>
public class UnmodifiableEntityException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public UnmodifiableEntityException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
