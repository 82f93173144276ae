using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Invalid logging configuration.</summary>
public class InvalidLoggingConfigurationException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidLoggingConfigurationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
