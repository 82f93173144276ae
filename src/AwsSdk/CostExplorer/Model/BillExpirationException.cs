using System.Net;
using Amazon.Runtime;

namespace Amazon.CostExplorer.Model;

/// <summary>The requested report expired.</summary>
public class BillExpirationException : AmazonCostExplorerException
{
    /// <summary>An error of that answer.</summary>
    public BillExpirationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
