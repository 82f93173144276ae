using CostTool.AwsSdk.Runtime;

namespace Amazon.ECS;

/// <summary>Settings of a client of Amazon ECS.</summary>
public class AmazonECSConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonECSConfig()
        : base(ECSOperations.Service)
    {
    }
}
