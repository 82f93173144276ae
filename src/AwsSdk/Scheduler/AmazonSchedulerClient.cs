using Amazon.Scheduler.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Scheduler;

/// <summary>A client of EventBridge Scheduler.</summary>
public class AmazonSchedulerClient : AwsServiceClient, IAmazonScheduler
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonSchedulerClient(AmazonSchedulerConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonSchedulerClient(AWSCredentials credentials, AmazonSchedulerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateScheduleResponse>(request, SchedulerOperations.CreateSchedule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateScheduleGroupResponse> CreateScheduleGroupAsync(CreateScheduleGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateScheduleGroupResponse>(request, SchedulerOperations.CreateScheduleGroup, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteScheduleResponse>(request, SchedulerOperations.DeleteSchedule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteScheduleGroupResponse> DeleteScheduleGroupAsync(DeleteScheduleGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteScheduleGroupResponse>(request, SchedulerOperations.DeleteScheduleGroup, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetScheduleResponse> GetScheduleAsync(GetScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetScheduleResponse>(request, SchedulerOperations.GetSchedule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetScheduleGroupResponse> GetScheduleGroupAsync(GetScheduleGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetScheduleGroupResponse>(request, SchedulerOperations.GetScheduleGroup, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListScheduleGroupsResponse> ListScheduleGroupsAsync(ListScheduleGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListScheduleGroupsResponse>(request, SchedulerOperations.ListScheduleGroups, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSchedulesResponse>(request, SchedulerOperations.ListSchedules, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, SchedulerOperations.ListTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, SchedulerOperations.TagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateScheduleResponse>(request, SchedulerOperations.UpdateSchedule, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSchedulerConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonSchedulerConfig)clientConfig;
        return awsCredentials is null ? new AmazonSchedulerClient(config) : new AmazonSchedulerClient(awsCredentials, config);
    }
}
