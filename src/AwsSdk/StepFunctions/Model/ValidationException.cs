using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The input does not satisfy the constraints specified by an Amazon Web Services service.</summary>
public class ValidationException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public ValidationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
