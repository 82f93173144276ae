using CostTool.AwsSdk.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>Settings of a client of IAM.</summary>
public class AmazonIdentityManagementServiceConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonIdentityManagementServiceConfig()
        : base(IdentityManagementOperations.Service)
    {
    }
}
