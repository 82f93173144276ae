using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request failed because a provided policy could not be successfully evaluated.</summary>
public class PolicyEvaluationException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public PolicyEvaluationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
