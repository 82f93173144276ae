using CostTool.AwsSdk.Runtime;

namespace Amazon.Athena;

/// <summary>Settings of a client of Athena.</summary>
public class AmazonAthenaConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonAthenaConfig()
        : base(AthenaOperations.Service)
    {
    }
}
