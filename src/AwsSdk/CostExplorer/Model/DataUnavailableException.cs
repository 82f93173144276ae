using System.Net;
using Amazon.Runtime;

namespace Amazon.CostExplorer.Model;

/// <summary>The requested data is unavailable.</summary>
public class DataUnavailableException : AmazonCostExplorerException
{
    /// <summary>An error of that answer.</summary>
    public DataUnavailableException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
