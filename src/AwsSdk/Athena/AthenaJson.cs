using System.Text.Json.Serialization;
using Amazon.Athena.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Athena;

/// <summary>The shapes of Athena as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(EpochSecondsConverter), typeof(QueryExecutionStateConverter), typeof(WorkGroupStateConverter)])]
[JsonSerializable(typeof(GetQueryExecutionRequest))]
[JsonSerializable(typeof(GetQueryExecutionResponse))]
[JsonSerializable(typeof(GetQueryResultsRequest))]
[JsonSerializable(typeof(GetQueryResultsResponse))]
[JsonSerializable(typeof(GetWorkGroupRequest))]
[JsonSerializable(typeof(GetWorkGroupResponse))]
[JsonSerializable(typeof(StartQueryExecutionRequest))]
[JsonSerializable(typeof(StartQueryExecutionResponse))]
[JsonSerializable(typeof(StopQueryExecutionRequest))]
[JsonSerializable(typeof(StopQueryExecutionResponse))]
internal sealed partial class AthenaJson : JsonSerializerContext
{
    private sealed class QueryExecutionStateConverter() : ConstantConverter<QueryExecutionState>(value => Athena.QueryExecutionState.FindValue(value));

    private sealed class WorkGroupStateConverter() : ConstantConverter<WorkGroupState>(value => Athena.WorkGroupState.FindValue(value));
}
