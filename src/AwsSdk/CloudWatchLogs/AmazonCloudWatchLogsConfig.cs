using CostTool.AwsSdk.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>Settings of a client of CloudWatch Logs.</summary>
public class AmazonCloudWatchLogsConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonCloudWatchLogsConfig()
        : base(CloudWatchLogsOperations.Service)
    {
    }
}
