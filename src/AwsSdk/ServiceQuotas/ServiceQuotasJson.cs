using System.Text.Json.Serialization;
using Amazon.ServiceQuotas.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>The shapes of Service Quotas as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(EpochSecondsConverter),
    ])]
[JsonSerializable(typeof(GetServiceQuotaRequest))]
[JsonSerializable(typeof(GetServiceQuotaResponse))]
[JsonSerializable(typeof(ListServiceQuotasRequest))]
[JsonSerializable(typeof(ListServiceQuotasResponse))]
internal sealed partial class ServiceQuotasJson : JsonSerializerContext;
