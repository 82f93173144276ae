using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>You've exceeded the number of tags allowed for a resource.</summary>
public class TooManyTagsException : AmazonStepFunctionsException
{
    /// <summary>An error of that answer.</summary>
    public TooManyTagsException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
