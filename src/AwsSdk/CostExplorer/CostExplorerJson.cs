using System.Text.Json.Serialization;
using Amazon.CostExplorer.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CostExplorer;

/// <summary>The shapes of Cost Explorer as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(DimensionConverter),
        typeof(GranularityConverter),
        typeof(GroupDefinitionTypeConverter),
        typeof(MatchOptionConverter),
    ])]
[JsonSerializable(typeof(GetCostAndUsageRequest))]
[JsonSerializable(typeof(GetCostAndUsageResponse))]
internal sealed partial class CostExplorerJson : JsonSerializerContext
{
    private sealed class DimensionConverter() : ConstantConverter<Dimension>(value => CostExplorer.Dimension.FindValue(value));

    private sealed class GranularityConverter() : ConstantConverter<Granularity>(value => CostExplorer.Granularity.FindValue(value));

    private sealed class GroupDefinitionTypeConverter() : ConstantConverter<GroupDefinitionType>(value => CostExplorer.GroupDefinitionType.FindValue(value));

    private sealed class MatchOptionConverter() : ConstantConverter<MatchOption>(value => CostExplorer.MatchOption.FindValue(value));
}
