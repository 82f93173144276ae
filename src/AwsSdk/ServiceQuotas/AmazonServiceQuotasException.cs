using System.Net;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>Service Quotas refused a call.</summary>
public class AmazonServiceQuotasException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonServiceQuotasException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
