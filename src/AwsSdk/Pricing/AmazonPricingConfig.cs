using CostTool.AwsSdk.Runtime;

namespace Amazon.Pricing;

/// <summary>Settings of a client of the price list.</summary>
public class AmazonPricingConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonPricingConfig()
        : base(PricingOperations.Service)
    {
    }
}
