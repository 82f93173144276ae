using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>Athena refused a call.</summary>
public class AmazonAthenaException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonAthenaException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
