using System.Net;
using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>One or more parameters had an invalid value.</summary>
public class InvalidParameterException : AmazonPricingException
{
    /// <summary>An error of that answer.</summary>
    public InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
