using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The maximum number of running executions has been reached.</summary>
public class ExecutionLimitExceededException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public ExecutionLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
