using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Request is missing a required parameter.</summary>
public class MissingRequiredParameterException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public MissingRequiredParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
