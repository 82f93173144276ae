using System.Text.Json.Serialization;
using Amazon.ECS.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ECS;

/// <summary>The shapes of Amazon ECS as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(ApplicationProtocolConverter),
        typeof(AssignPublicIpConverter),
        typeof(CPUArchitectureConverter),
        typeof(ClusterFieldConverter),
        typeof(ClusterSettingNameConverter),
        typeof(CompatibilityConverter),
        typeof(ContainerConditionConverter),
        typeof(DesiredStatusConverter),
        typeof(EFSAuthorizationConfigIAMConverter),
        typeof(EFSTransitEncryptionConverter),
        typeof(EnvironmentFileTypeConverter),
        typeof(LaunchTypeConverter),
        typeof(LogDriverConverter),
        typeof(NetworkModeConverter),
        typeof(OSFamilyConverter),
        typeof(PropagateTagsConverter),
        typeof(SchedulingStrategyConverter),
        typeof(ServiceFieldConverter),
        typeof(SortOrderConverter),
        typeof(TaskDefinitionFieldConverter),
        typeof(TaskDefinitionFamilyStatusConverter),
        typeof(TaskDefinitionStatusConverter),
        typeof(TaskFieldConverter),
        typeof(TaskStopCodeConverter),
        typeof(TransportProtocolConverter),
        typeof(UlimitNameConverter),
    ])]
[JsonSerializable(typeof(CreateServiceRequest))]
[JsonSerializable(typeof(CreateServiceResponse))]
[JsonSerializable(typeof(DeleteServiceRequest))]
[JsonSerializable(typeof(DeleteServiceResponse))]
[JsonSerializable(typeof(DeregisterTaskDefinitionRequest))]
[JsonSerializable(typeof(DeregisterTaskDefinitionResponse))]
[JsonSerializable(typeof(DescribeClustersRequest))]
[JsonSerializable(typeof(DescribeClustersResponse))]
[JsonSerializable(typeof(DescribeServicesRequest))]
[JsonSerializable(typeof(DescribeServicesResponse))]
[JsonSerializable(typeof(DescribeTaskDefinitionRequest))]
[JsonSerializable(typeof(DescribeTaskDefinitionResponse))]
[JsonSerializable(typeof(DescribeTasksRequest))]
[JsonSerializable(typeof(DescribeTasksResponse))]
[JsonSerializable(typeof(ListClustersRequest))]
[JsonSerializable(typeof(ListClustersResponse))]
[JsonSerializable(typeof(ListServicesRequest))]
[JsonSerializable(typeof(ListServicesResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(ListTaskDefinitionFamiliesRequest))]
[JsonSerializable(typeof(ListTaskDefinitionFamiliesResponse))]
[JsonSerializable(typeof(ListTaskDefinitionsRequest))]
[JsonSerializable(typeof(ListTaskDefinitionsResponse))]
[JsonSerializable(typeof(ListTasksRequest))]
[JsonSerializable(typeof(ListTasksResponse))]
[JsonSerializable(typeof(RegisterTaskDefinitionRequest))]
[JsonSerializable(typeof(RegisterTaskDefinitionResponse))]
[JsonSerializable(typeof(RunTaskRequest))]
[JsonSerializable(typeof(RunTaskResponse))]
[JsonSerializable(typeof(StopTaskRequest))]
[JsonSerializable(typeof(StopTaskResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UpdateServiceRequest))]
[JsonSerializable(typeof(UpdateServiceResponse))]
internal sealed partial class ECSJson : JsonSerializerContext
{
    private sealed class ApplicationProtocolConverter() : ConstantConverter<ApplicationProtocol>(value => ECS.ApplicationProtocol.FindValue(value));

    private sealed class AssignPublicIpConverter() : ConstantConverter<AssignPublicIp>(value => ECS.AssignPublicIp.FindValue(value));

    private sealed class CPUArchitectureConverter() : ConstantConverter<CPUArchitecture>(value => ECS.CPUArchitecture.FindValue(value));

    private sealed class ClusterFieldConverter() : ConstantConverter<ClusterField>(value => ECS.ClusterField.FindValue(value));

    private sealed class ClusterSettingNameConverter() : ConstantConverter<ClusterSettingName>(value => ECS.ClusterSettingName.FindValue(value));

    private sealed class CompatibilityConverter() : ConstantConverter<Compatibility>(value => ECS.Compatibility.FindValue(value));

    private sealed class ContainerConditionConverter() : ConstantConverter<ContainerCondition>(value => ECS.ContainerCondition.FindValue(value));

    private sealed class DesiredStatusConverter() : ConstantConverter<DesiredStatus>(value => ECS.DesiredStatus.FindValue(value));

    private sealed class EFSAuthorizationConfigIAMConverter() : ConstantConverter<EFSAuthorizationConfigIAM>(value => ECS.EFSAuthorizationConfigIAM.FindValue(value));

    private sealed class EFSTransitEncryptionConverter() : ConstantConverter<EFSTransitEncryption>(value => ECS.EFSTransitEncryption.FindValue(value));

    private sealed class EnvironmentFileTypeConverter() : ConstantConverter<EnvironmentFileType>(value => ECS.EnvironmentFileType.FindValue(value));

    private sealed class LaunchTypeConverter() : ConstantConverter<LaunchType>(value => ECS.LaunchType.FindValue(value));

    private sealed class LogDriverConverter() : ConstantConverter<LogDriver>(value => ECS.LogDriver.FindValue(value));

    private sealed class NetworkModeConverter() : ConstantConverter<NetworkMode>(value => ECS.NetworkMode.FindValue(value));

    private sealed class OSFamilyConverter() : ConstantConverter<OSFamily>(value => ECS.OSFamily.FindValue(value));

    private sealed class PropagateTagsConverter() : ConstantConverter<PropagateTags>(value => ECS.PropagateTags.FindValue(value));

    private sealed class SchedulingStrategyConverter() : ConstantConverter<SchedulingStrategy>(value => ECS.SchedulingStrategy.FindValue(value));

    private sealed class ServiceFieldConverter() : ConstantConverter<ServiceField>(value => ECS.ServiceField.FindValue(value));

    private sealed class SortOrderConverter() : ConstantConverter<SortOrder>(value => ECS.SortOrder.FindValue(value));

    private sealed class TaskDefinitionFieldConverter() : ConstantConverter<TaskDefinitionField>(value => ECS.TaskDefinitionField.FindValue(value));

    private sealed class TaskDefinitionFamilyStatusConverter() : ConstantConverter<TaskDefinitionFamilyStatus>(value => ECS.TaskDefinitionFamilyStatus.FindValue(value));

    private sealed class TaskDefinitionStatusConverter() : ConstantConverter<TaskDefinitionStatus>(value => ECS.TaskDefinitionStatus.FindValue(value));

    private sealed class TaskFieldConverter() : ConstantConverter<TaskField>(value => ECS.TaskField.FindValue(value));

    private sealed class TaskStopCodeConverter() : ConstantConverter<TaskStopCode>(value => ECS.TaskStopCode.FindValue(value));

    private sealed class TransportProtocolConverter() : ConstantConverter<TransportProtocol>(value => ECS.TransportProtocol.FindValue(value));

    private sealed class UlimitNameConverter() : ConstantConverter<UlimitName>(value => ECS.UlimitName.FindValue(value));
}
