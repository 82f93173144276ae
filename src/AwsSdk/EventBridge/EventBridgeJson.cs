using System.Text.Json.Serialization;
using Amazon.EventBridge.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.EventBridge;

/// <summary>The shapes of EventBridge as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(AssignPublicIpConverter),
        typeof(LaunchTypeConverter),
        typeof(PropagateTagsConverter),
        typeof(RuleStateConverter),
    ])]
[JsonSerializable(typeof(DeleteRuleRequest))]
[JsonSerializable(typeof(DeleteRuleResponse))]
[JsonSerializable(typeof(DescribeRuleRequest))]
[JsonSerializable(typeof(DescribeRuleResponse))]
[JsonSerializable(typeof(ListRulesRequest))]
[JsonSerializable(typeof(ListRulesResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(ListTargetsByRuleRequest))]
[JsonSerializable(typeof(ListTargetsByRuleResponse))]
[JsonSerializable(typeof(PutEventsRequest))]
[JsonSerializable(typeof(PutEventsResponse))]
[JsonSerializable(typeof(PutRuleRequest))]
[JsonSerializable(typeof(PutRuleResponse))]
[JsonSerializable(typeof(PutTargetsRequest))]
[JsonSerializable(typeof(PutTargetsResponse))]
[JsonSerializable(typeof(RemoveTargetsRequest))]
[JsonSerializable(typeof(RemoveTargetsResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
internal sealed partial class EventBridgeJson : JsonSerializerContext
{
    private sealed class AssignPublicIpConverter() : ConstantConverter<AssignPublicIp>(value => EventBridge.AssignPublicIp.FindValue(value));

    private sealed class LaunchTypeConverter() : ConstantConverter<LaunchType>(value => EventBridge.LaunchType.FindValue(value));

    private sealed class PropagateTagsConverter() : ConstantConverter<PropagateTags>(value => EventBridge.PropagateTags.FindValue(value));

    private sealed class RuleStateConverter() : ConstantConverter<RuleState>(value => EventBridge.RuleState.FindValue(value));
}
