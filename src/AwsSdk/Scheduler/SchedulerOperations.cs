using System.Text.Json;
using Amazon.Scheduler.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Scheduler;

/// <summary>The operations of EventBridge Scheduler that are used, protocol REST with JSON.</summary>
internal static class SchedulerOperations
{
    public static readonly AwsService Service = new("Scheduler", "scheduler", "scheduler", "2021-06-30");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ConflictException"] = (error, _) => new ConflictException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InternalServerException"] = (error, _) => new InternalServerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFoundException"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceQuotaExceededException"] = (error, _) => new ServiceQuotaExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ThrottlingException"] = (error, _) => new ThrottlingException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ValidationException"] = (error, _) => new ValidationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonSchedulerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(SchedulerJson.Default);

    public static readonly RestJsonOperation<CreateScheduleRequest, CreateScheduleResponse> CreateSchedule =
        new(Service, "POST", "/schedules/{Name}", Shapes, Errors) { Token = "ClientToken" };

    public static readonly RestJsonOperation<CreateScheduleGroupRequest, CreateScheduleGroupResponse> CreateScheduleGroup =
        new(Service, "POST", "/schedule-groups/{Name}", Shapes, Errors) { Token = "ClientToken" };

    public static readonly RestJsonOperation<DeleteScheduleRequest, DeleteScheduleResponse> DeleteSchedule =
        new(Service, "DELETE", "/schedules/{Name}", Shapes, Errors, ("ClientToken", "clientToken"), ("GroupName", "groupName")) { Token = "ClientToken" };

    public static readonly RestJsonOperation<DeleteScheduleGroupRequest, DeleteScheduleGroupResponse> DeleteScheduleGroup =
        new(Service, "DELETE", "/schedule-groups/{Name}", Shapes, Errors, ("ClientToken", "clientToken")) { Token = "ClientToken" };

    public static readonly RestJsonOperation<GetScheduleRequest, GetScheduleResponse> GetSchedule =
        new(Service, "GET", "/schedules/{Name}", Shapes, Errors, ("GroupName", "groupName"));

    public static readonly RestJsonOperation<GetScheduleGroupRequest, GetScheduleGroupResponse> GetScheduleGroup =
        new(Service, "GET", "/schedule-groups/{Name}", Shapes, Errors);

    public static readonly RestJsonOperation<ListScheduleGroupsRequest, ListScheduleGroupsResponse> ListScheduleGroups =
        new(Service, "GET", "/schedule-groups", Shapes, Errors, ("MaxResults", "MaxResults"), ("NamePrefix", "NamePrefix"), ("NextToken", "NextToken"));

    public static readonly RestJsonOperation<ListSchedulesRequest, ListSchedulesResponse> ListSchedules =
        new(Service, "GET", "/schedules", Shapes, Errors, ("GroupName", "ScheduleGroup"), ("MaxResults", "MaxResults"), ("NamePrefix", "NamePrefix"), ("NextToken", "NextToken"), ("State", "State"));

    public static readonly RestJsonOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, "GET", "/tags/{ResourceArn}", Shapes, Errors);

    public static readonly RestJsonOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, "POST", "/tags/{ResourceArn}", Shapes, Errors);

    public static readonly RestJsonOperation<UpdateScheduleRequest, UpdateScheduleResponse> UpdateSchedule =
        new(Service, "PUT", "/schedules/{Name}", Shapes, Errors) { Token = "ClientToken" };
}
