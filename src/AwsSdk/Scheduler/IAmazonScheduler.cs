using Amazon.Scheduler.Model;
using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>EventBridge Scheduler.</summary>
public interface IAmazonScheduler : IAmazonService, IDisposable
{
    /// <summary>Creates the specified schedule.</summary>
    Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates the specified schedule group.</summary>
    Task<CreateScheduleGroupResponse> CreateScheduleGroupAsync(CreateScheduleGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes the specified schedule.</summary>
    Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes the specified schedule group.</summary>
    Task<DeleteScheduleGroupResponse> DeleteScheduleGroupAsync(DeleteScheduleGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Retrieves the specified schedule.</summary>
    Task<GetScheduleResponse> GetScheduleAsync(GetScheduleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Retrieves the specified schedule group.</summary>
    Task<GetScheduleGroupResponse> GetScheduleGroupAsync(GetScheduleGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a paginated list of your schedule groups.</summary>
    Task<ListScheduleGroupsResponse> ListScheduleGroupsAsync(ListScheduleGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a paginated list of your EventBridge Scheduler schedules.</summary>
    Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the tags associated with the Scheduler resource.</summary>
    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Assigns one or more tags (key-value pairs) to the specified EventBridge Scheduler resource.</summary>
    Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Updates the specified schedule.</summary>
    Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest request, CancellationToken cancellationToken = default);
}
