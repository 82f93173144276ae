using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Athena failed by itself.</summary>
public class InternalServerException : AmazonAthenaException
{
    /// <summary>An error of that answer.</summary>
    public InternalServerException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
