using System.Text.Json.Serialization;
using Amazon.Pricing.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Pricing;

/// <summary>The shapes of the price list as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(FilterTypeConverter),
    ])]
[JsonSerializable(typeof(DescribeServicesRequest))]
[JsonSerializable(typeof(DescribeServicesResponse))]
[JsonSerializable(typeof(GetProductsRequest))]
[JsonSerializable(typeof(GetProductsResponse))]
internal sealed partial class PricingJson : JsonSerializerContext
{
    private sealed class FilterTypeConverter() : ConstantConverter<FilterType>(value => Pricing.FilterType.FindValue(value));
}
