using System.Net;
using Amazon.Runtime;

namespace Amazon.Pricing;

/// <summary>the price list refused a call.</summary>
public class AmazonPricingException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonPricingException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
