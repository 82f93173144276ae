using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The execution has the same name as another execution (but a different input).</summary>
public class ExecutionAlreadyExistsException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public ExecutionAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
