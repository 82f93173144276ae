using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The provided token is not valid.</summary>
public class InvalidTokenException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidTokenException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
