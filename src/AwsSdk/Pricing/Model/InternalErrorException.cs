using System.Net;
using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>An error on the server occurred during the processing of your request.</summary>
public class InternalErrorException : AmazonPricingException
{
    /// <summary>An error of that answer.</summary>
    public InternalErrorException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
