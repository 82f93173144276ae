using System.Net;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>Due to throttling, the request was denied.</summary>
public class TooManyRequestsException : AmazonServiceQuotasException
{
    /// <summary>An error of that answer.</summary>
    public TooManyRequestsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
