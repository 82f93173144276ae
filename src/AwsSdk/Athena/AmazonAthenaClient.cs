using Amazon.Athena.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Athena;

/// <summary>A client of Athena.</summary>
public class AmazonAthenaClient : AwsServiceClient, IAmazonAthena
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonAthenaClient(AmazonAthenaConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonAthenaClient(AWSCredentials credentials, AmazonAthenaConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IAthenaPaginatorFactory Paginators => new AthenaPaginatorFactory(this);

    /// <inheritdoc/>
    public virtual Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetQueryExecutionResponse>(request, AthenaOperations.GetQueryExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetQueryResultsResponse>(request, AthenaOperations.GetQueryResults, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetWorkGroupResponse> GetWorkGroupAsync(GetWorkGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetWorkGroupResponse>(request, AthenaOperations.GetWorkGroup, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartQueryExecutionResponse>(request, AthenaOperations.StartQueryExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StopQueryExecutionResponse>(request, AthenaOperations.StopQueryExecution, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAthenaConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonAthenaConfig)clientConfig;
        return awsCredentials is null ? new AmazonAthenaClient(config) : new AmazonAthenaClient(awsCredentials, config);
    }
}
