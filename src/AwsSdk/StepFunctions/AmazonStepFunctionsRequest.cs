using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>A request to Step Functions.</summary>
public class AmazonStepFunctionsRequest : AmazonWebServiceRequest;
