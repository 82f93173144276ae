using CostTool.AwsSdk.Runtime;

namespace Amazon.EventBridge;

/// <summary>Settings of a client of EventBridge.</summary>
public class AmazonEventBridgeConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonEventBridgeConfig()
        : base(EventBridgeOperations.Service)
    {
    }
}
