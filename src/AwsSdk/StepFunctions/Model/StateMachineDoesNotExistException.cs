using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The specified state machine does not exist.</summary>
public class StateMachineDoesNotExistException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public StateMachineDoesNotExistException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
