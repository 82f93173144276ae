using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Your tracingConfiguration key does not match, or enabled has not been set to true or false.</summary>
public class InvalidTracingConfigurationException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public InvalidTracingConfigurationException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
