using Amazon.ServiceQuotas.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>A client of Service Quotas.</summary>
public class AmazonServiceQuotasClient : AwsServiceClient, IAmazonServiceQuotas
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonServiceQuotasClient(AmazonServiceQuotasConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonServiceQuotasClient(AWSCredentials credentials, AmazonServiceQuotasConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<GetServiceQuotaResponse> GetServiceQuotaAsync(GetServiceQuotaRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetServiceQuotaResponse>(request, ServiceQuotasOperations.GetServiceQuota, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListServiceQuotasResponse> ListServiceQuotasAsync(ListServiceQuotasRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListServiceQuotasResponse>(request, ServiceQuotasOperations.ListServiceQuotas, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonServiceQuotasConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonServiceQuotasConfig)clientConfig;
        return awsCredentials is null ? new AmazonServiceQuotasClient(config) : new AmazonServiceQuotasClient(awsCredentials, config);
    }
}
