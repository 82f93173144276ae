using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The specified execution does not exist.</summary>
public class ExecutionDoesNotExistException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public ExecutionDoesNotExistException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
