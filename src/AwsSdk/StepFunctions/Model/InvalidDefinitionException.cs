using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The provided Amazon States Language definition is not valid.</summary>
public class InvalidDefinitionException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidDefinitionException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
