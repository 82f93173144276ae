using Amazon.CostExplorer.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CostExplorer;

/// <summary>A client of Cost Explorer.</summary>
public class AmazonCostExplorerClient : AwsServiceClient, IAmazonCostExplorer
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonCostExplorerClient(AmazonCostExplorerConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonCostExplorerClient(AWSCredentials credentials, AmazonCostExplorerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<GetCostAndUsageResponse> GetCostAndUsageAsync(GetCostAndUsageRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetCostAndUsageResponse>(request, CostExplorerOperations.GetCostAndUsage, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCostExplorerConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonCostExplorerConfig)clientConfig;
        return awsCredentials is null ? new AmazonCostExplorerClient(config) : new AmazonCostExplorerClient(awsCredentials, config);
    }
}
