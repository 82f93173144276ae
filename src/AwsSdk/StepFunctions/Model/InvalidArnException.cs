using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The provided Amazon Resource Name (ARN) is not valid.</summary>
public class InvalidArnException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidArnException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
