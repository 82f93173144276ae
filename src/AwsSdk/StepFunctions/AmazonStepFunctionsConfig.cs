using CostTool.AwsSdk.Runtime;

namespace Amazon.StepFunctions;

/// <summary>Settings of a client of Step Functions.</summary>
public class AmazonStepFunctionsConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonStepFunctionsConfig()
        : base(StepFunctionsOperations.Service)
    {
    }
}
