using System.Net;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>Invalid input was provided.</summary>
public class IllegalArgumentException : AmazonServiceQuotasException
{
    /// <summary>An error of that answer.</summary>
    public IllegalArgumentException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
