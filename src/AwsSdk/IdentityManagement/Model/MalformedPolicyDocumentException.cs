using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because the policy document was malformed.</summary>
public class MalformedPolicyDocumentException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public MalformedPolicyDocumentException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
