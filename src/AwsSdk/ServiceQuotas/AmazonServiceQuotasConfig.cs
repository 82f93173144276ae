using CostTool.AwsSdk.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>Settings of a client of Service Quotas.</summary>
public class AmazonServiceQuotasConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonServiceQuotasConfig()
        : base(ServiceQuotasOperations.Service)
    {
    }
}
