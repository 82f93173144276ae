using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request processing has failed because of an unknown error, exception or failure.</summary>
public class ServiceFailureException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public ServiceFailureException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
