using System.Text.Json.Serialization;
using Amazon.StepFunctions.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.StepFunctions;

/// <summary>The shapes of Step Functions as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(ExecutionStatusConverter),
        typeof(LogLevelConverter),
        typeof(StateMachineStatusConverter),
        typeof(StateMachineTypeConverter),
    ])]
[JsonSerializable(typeof(CreateStateMachineRequest))]
[JsonSerializable(typeof(CreateStateMachineResponse))]
[JsonSerializable(typeof(DeleteStateMachineRequest))]
[JsonSerializable(typeof(DeleteStateMachineResponse))]
[JsonSerializable(typeof(DescribeExecutionRequest))]
[JsonSerializable(typeof(DescribeExecutionResponse))]
[JsonSerializable(typeof(DescribeStateMachineRequest))]
[JsonSerializable(typeof(DescribeStateMachineResponse))]
[JsonSerializable(typeof(ListStateMachinesRequest))]
[JsonSerializable(typeof(ListStateMachinesResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(StartExecutionRequest))]
[JsonSerializable(typeof(StartExecutionResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UpdateStateMachineRequest))]
[JsonSerializable(typeof(UpdateStateMachineResponse))]
internal sealed partial class StepFunctionsJson : JsonSerializerContext
{
    private sealed class ExecutionStatusConverter() : ConstantConverter<ExecutionStatus>(value => StepFunctions.ExecutionStatus.FindValue(value));

    private sealed class LogLevelConverter() : ConstantConverter<LogLevel>(value => StepFunctions.LogLevel.FindValue(value));

    private sealed class StateMachineStatusConverter() : ConstantConverter<StateMachineStatus>(value => StepFunctions.StateMachineStatus.FindValue(value));

    private sealed class StateMachineTypeConverter() : ConstantConverter<StateMachineType>(value => StepFunctions.StateMachineType.FindValue(value));
}
