using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Too many calls, or too many queries at once.</summary>
public class TooManyRequestsException : AmazonAthenaException
{
    /// <summary>An error of that answer.</summary>
    public TooManyRequestsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Which of both.</summary>
    public ThrottleReason? Reason { get; set; }
}
