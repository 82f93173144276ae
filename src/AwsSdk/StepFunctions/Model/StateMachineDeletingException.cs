using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The specified state machine is being deleted.</summary>
public class StateMachineDeletingException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public StateMachineDeletingException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
