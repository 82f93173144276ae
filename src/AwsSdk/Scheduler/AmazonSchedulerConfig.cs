using CostTool.AwsSdk.Runtime;

namespace Amazon.Scheduler;

/// <summary>Settings of a client of EventBridge Scheduler.</summary>
public class AmazonSchedulerConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonSchedulerConfig()
        : base(SchedulerOperations.Service)
    {
    }
}
