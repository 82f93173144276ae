using System.Text.Json.Serialization;
using Amazon.CloudWatch.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The shapes of CloudWatch as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(Iso8601Converter),
        typeof(ComparisonOperatorConverter),
        typeof(ScanByConverter),
        typeof(StandardUnitConverter),
        typeof(StateValueConverter),
        typeof(StatisticConverter),
        typeof(StatusCodeConverter),
    ])]
[JsonSerializable(typeof(DeleteAlarmsRequest))]
[JsonSerializable(typeof(DeleteAlarmsResponse))]
[JsonSerializable(typeof(DescribeAlarmsRequest))]
[JsonSerializable(typeof(DescribeAlarmsResponse))]
[JsonSerializable(typeof(GetMetricDataRequest))]
[JsonSerializable(typeof(GetMetricDataResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(PutMetricAlarmRequest))]
[JsonSerializable(typeof(PutMetricAlarmResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
internal sealed partial class CloudWatchJson : JsonSerializerContext
{
    private sealed class ComparisonOperatorConverter() : ConstantConverter<ComparisonOperator>(value => CloudWatch.ComparisonOperator.FindValue(value));

    private sealed class ScanByConverter() : ConstantConverter<ScanBy>(value => CloudWatch.ScanBy.FindValue(value));

    private sealed class StandardUnitConverter() : ConstantConverter<StandardUnit>(value => CloudWatch.StandardUnit.FindValue(value));

    private sealed class StateValueConverter() : ConstantConverter<StateValue>(value => CloudWatch.StateValue.FindValue(value));

    private sealed class StatisticConverter() : ConstantConverter<Statistic>(value => CloudWatch.Statistic.FindValue(value));

    private sealed class StatusCodeConverter() : ConstantConverter<StatusCode>(value => CloudWatch.StatusCode.FindValue(value));
}
