using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The maximum number of state machines has been reached.</summary>
public class StateMachineLimitExceededException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public StateMachineLimitExceededException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
