using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>Step Functions refused a call.</summary>
public class AmazonStepFunctionsException : AmazonServiceException
{
    /// <summary>An error of that answer.</summary>
    public AmazonStepFunctionsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
