using System.Net;
using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>The requested resource can't be found.</summary>
public class NotFoundException : AmazonPricingException
{
    /// <summary>An error of that answer.</summary>
    public NotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
