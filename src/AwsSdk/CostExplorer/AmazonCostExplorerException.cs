using System.Net;
using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Cost Explorer refused a call.</summary>
public class AmazonCostExplorerException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonCostExplorerException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
