using System.Text.Json.Serialization;
using Amazon.Scheduler.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Scheduler;

/// <summary>The shapes of EventBridge Scheduler as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(ActionAfterCompletionConverter),
        typeof(AssignPublicIpConverter),
        typeof(FlexibleTimeWindowModeConverter),
        typeof(LaunchTypeConverter),
        typeof(PropagateTagsConverter),
        typeof(ScheduleGroupStateConverter),
        typeof(ScheduleStateConverter),
    ])]
[JsonSerializable(typeof(CreateScheduleRequest))]
[JsonSerializable(typeof(CreateScheduleResponse))]
[JsonSerializable(typeof(CreateScheduleGroupRequest))]
[JsonSerializable(typeof(CreateScheduleGroupResponse))]
[JsonSerializable(typeof(DeleteScheduleRequest))]
[JsonSerializable(typeof(DeleteScheduleResponse))]
[JsonSerializable(typeof(DeleteScheduleGroupRequest))]
[JsonSerializable(typeof(DeleteScheduleGroupResponse))]
[JsonSerializable(typeof(GetScheduleRequest))]
[JsonSerializable(typeof(GetScheduleResponse))]
[JsonSerializable(typeof(GetScheduleGroupRequest))]
[JsonSerializable(typeof(GetScheduleGroupResponse))]
[JsonSerializable(typeof(ListScheduleGroupsRequest))]
[JsonSerializable(typeof(ListScheduleGroupsResponse))]
[JsonSerializable(typeof(ListSchedulesRequest))]
[JsonSerializable(typeof(ListSchedulesResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UpdateScheduleRequest))]
[JsonSerializable(typeof(UpdateScheduleResponse))]
internal sealed partial class SchedulerJson : JsonSerializerContext
{
    private sealed class ActionAfterCompletionConverter() : ConstantConverter<ActionAfterCompletion>(value => Scheduler.ActionAfterCompletion.FindValue(value));

    private sealed class AssignPublicIpConverter() : ConstantConverter<AssignPublicIp>(value => Scheduler.AssignPublicIp.FindValue(value));

    private sealed class FlexibleTimeWindowModeConverter() : ConstantConverter<FlexibleTimeWindowMode>(value => Scheduler.FlexibleTimeWindowMode.FindValue(value));

    private sealed class LaunchTypeConverter() : ConstantConverter<LaunchType>(value => Scheduler.LaunchType.FindValue(value));

    private sealed class PropagateTagsConverter() : ConstantConverter<PropagateTags>(value => Scheduler.PropagateTags.FindValue(value));

    private sealed class ScheduleGroupStateConverter() : ConstantConverter<ScheduleGroupState>(value => Scheduler.ScheduleGroupState.FindValue(value));

    private sealed class ScheduleStateConverter() : ConstantConverter<ScheduleState>(value => Scheduler.ScheduleState.FindValue(value));
}
