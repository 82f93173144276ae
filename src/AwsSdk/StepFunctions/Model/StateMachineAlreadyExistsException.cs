using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>A state machine with the same name but a different definition or role ARN already exists.</summary>
public class StateMachineAlreadyExistsException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public StateMachineAlreadyExistsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
