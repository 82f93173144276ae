using System.Net;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>The specified resource does not exist.</summary>
public class NoSuchResourceException : AmazonServiceQuotasException
{
    /// <summary>An error of that answer.</summary>
    public NoSuchResourceException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
