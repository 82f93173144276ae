using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>IAM refused a call.</summary>
public class AmazonIdentityManagementServiceException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonIdentityManagementServiceException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
