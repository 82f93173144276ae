using System.Net;
using Amazon.Runtime;

namespace Amazon.CostExplorer.Model;

/// <summary>The pagination token is invalid.</summary>
public class InvalidNextTokenException : AmazonCostExplorerException
{
    /// <summary>An error of that answer.</summary>
    public InvalidNextTokenException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
