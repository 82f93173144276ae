using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because an invalid or out-of-range value was supplied for an input parameter.</summary>
public class InvalidInputException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public InvalidInputException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
