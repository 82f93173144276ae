using Amazon.Pricing.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Pricing;

/// <summary>A client of the price list.</summary>
public class AmazonPricingClient : AwsServiceClient, IAmazonPricing
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonPricingClient(AmazonPricingConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonPricingClient(AWSCredentials credentials, AmazonPricingConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeServicesResponse>(request, PricingOperations.DescribeServices, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetProductsResponse> GetProductsAsync(GetProductsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetProductsResponse>(request, PricingOperations.GetProducts, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonPricingConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonPricingConfig)clientConfig;
        return awsCredentials is null ? new AmazonPricingClient(config) : new AmazonPricingClient(awsCredentials, config);
    }
}
