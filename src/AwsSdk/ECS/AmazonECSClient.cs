using Amazon.ECS.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ECS;

/// <summary>A client of Amazon ECS.</summary>
public class AmazonECSClient : AwsServiceClient, IAmazonECS
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonECSClient(AmazonECSConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonECSClient(AWSCredentials credentials, AmazonECSConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<CreateServiceResponse> CreateServiceAsync(CreateServiceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateServiceResponse>(request, ECSOperations.CreateService, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteServiceResponse> DeleteServiceAsync(DeleteServiceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteServiceResponse>(request, ECSOperations.DeleteService, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeregisterTaskDefinitionResponse> DeregisterTaskDefinitionAsync(DeregisterTaskDefinitionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeregisterTaskDefinitionResponse>(request, ECSOperations.DeregisterTaskDefinition, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeClustersResponse> DescribeClustersAsync(DescribeClustersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeClustersResponse>(request, ECSOperations.DescribeClusters, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeServicesResponse>(request, ECSOperations.DescribeServices, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeTaskDefinitionResponse> DescribeTaskDefinitionAsync(DescribeTaskDefinitionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeTaskDefinitionResponse>(request, ECSOperations.DescribeTaskDefinition, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeTasksResponse> DescribeTasksAsync(DescribeTasksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeTasksResponse>(request, ECSOperations.DescribeTasks, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListClustersResponse>(request, ECSOperations.ListClusters, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListServicesResponse> ListServicesAsync(ListServicesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListServicesResponse>(request, ECSOperations.ListServices, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, ECSOperations.ListTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTaskDefinitionFamiliesResponse> ListTaskDefinitionFamiliesAsync(ListTaskDefinitionFamiliesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTaskDefinitionFamiliesResponse>(request, ECSOperations.ListTaskDefinitionFamilies, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTaskDefinitionsResponse> ListTaskDefinitionsAsync(ListTaskDefinitionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTaskDefinitionsResponse>(request, ECSOperations.ListTaskDefinitions, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTasksResponse> ListTasksAsync(ListTasksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTasksResponse>(request, ECSOperations.ListTasks, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RegisterTaskDefinitionResponse> RegisterTaskDefinitionAsync(RegisterTaskDefinitionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RegisterTaskDefinitionResponse>(request, ECSOperations.RegisterTaskDefinition, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RunTaskResponse> RunTaskAsync(RunTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RunTaskResponse>(request, ECSOperations.RunTask, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StopTaskResponse> StopTaskAsync(StopTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StopTaskResponse>(request, ECSOperations.StopTask, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, ECSOperations.TagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateServiceResponse> UpdateServiceAsync(UpdateServiceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateServiceResponse>(request, ECSOperations.UpdateService, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonECSConfig)clientConfig;
        return awsCredentials is null ? new AmazonECSClient(config) : new AmazonECSClient(awsCredentials, config);
    }
}
