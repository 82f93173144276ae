using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>The request is wrong: no such workgroup, no place for results, a statement that does not parse.</summary>
public class InvalidRequestException : AmazonAthenaException
{
    /// <summary>An error of that answer.</summary>
    public InvalidRequestException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>The kind of fault, as Athena names it.</summary>
    public string? AthenaErrorCode { get; set; }
}
