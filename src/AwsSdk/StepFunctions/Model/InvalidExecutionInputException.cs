using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The provided JSON input data is not valid.</summary>
public class InvalidExecutionInputException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidExecutionInputException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
