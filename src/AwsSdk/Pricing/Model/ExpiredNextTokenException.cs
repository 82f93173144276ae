using System.Net;
using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>The pagination token expired.</summary>
public class ExpiredNextTokenException : AmazonPricingException
{
    /// <summary>An error of that answer.</summary>
    public ExpiredNextTokenException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
