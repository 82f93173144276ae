using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The provided name is not valid.</summary>
public class InvalidNameException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidNameException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
