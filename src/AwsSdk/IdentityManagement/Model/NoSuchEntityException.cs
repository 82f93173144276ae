using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because it referenced a resource entity that does not exist.</summary>
public class NoSuchEntityException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public NoSuchEntityException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
