using System.Net;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>You do not have sufficient permission to perform this action.</summary>
public class AccessDeniedException : AmazonServiceQuotasException
{
    /// <summary>An error of that answer.</summary>
    public AccessDeniedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
