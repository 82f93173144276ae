using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>State machine type not supported.</summary>
public class StateMachineTypeNotSupportedException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public StateMachineTypeNotSupportedException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
