using CostTool.AwsSdk.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Settings of a client of Cost Explorer.</summary>
public class AmazonCostExplorerConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonCostExplorerConfig()
        : base(CostExplorerOperations.Service)
    {
    }
}
