using System.Net;
using Amazon.Runtime;

namespace Amazon.CostExplorer.Model;

/// <summary>Your request parameters changed between pages.</summary>
public class RequestChangedException : AmazonCostExplorerException
{
    /// <summary>An error of that answer.</summary>
    public RequestChangedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
