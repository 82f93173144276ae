using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request was rejected because multiple requests to change this object were submitted simultaneously.</summary>
public class ConcurrentModificationException : AmazonIdentityManagementServiceException
{
    /// <summary>An error of that answer.</summary>
    public ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
