using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The policy cannot be attached: it is for service roles of AWS only.</summary>
public class PolicyNotAttachableException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public PolicyNotAttachableException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
