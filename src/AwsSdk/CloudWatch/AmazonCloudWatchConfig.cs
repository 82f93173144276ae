using CostTool.AwsSdk.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Settings of a client of CloudWatch.</summary>
public class AmazonCloudWatchConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonCloudWatchConfig()
        : base(CloudWatchOperations.Service)
    {
    }
}
