using System.Text.Json;
using Amazon.ECS.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ECS;

/// <summary>The operations of Amazon ECS that are used, protocol JSON 1.1.</summary>
internal static class ECSOperations
{
    public static readonly AwsService Service = new("ECS", "ecs", "ecs", "2014-11-13", "AmazonEC2ContainerServiceV20141113", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["AccessDeniedException"] = (error, _) => new AccessDeniedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["BlockedException"] = (error, _) => new BlockedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ClientException"] = (error, _) => new ClientException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ClusterNotFoundException"] = (error, _) => new ClusterNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidParameterException"] = (error, _) => new InvalidParameterException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["NamespaceNotFoundException"] = (error, _) => new NamespaceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["PlatformTaskDefinitionIncompatibilityException"] = (error, _) => new PlatformTaskDefinitionIncompatibilityException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["PlatformUnknownException"] = (error, _) => new PlatformUnknownException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFoundException"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServerException"] = (error, _) => new ServerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceNotActiveException"] = (error, _) => new ServiceNotActiveException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceNotFoundException"] = (error, _) => new ServiceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["UnsupportedFeatureException"] = (error, _) => new UnsupportedFeatureException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonECSException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(ECSJson.Default);

    public static readonly JsonOperation<CreateServiceRequest, CreateServiceResponse> CreateService =
        new(Service, nameof(CreateService), Shapes, Errors);

    public static readonly JsonOperation<DeleteServiceRequest, DeleteServiceResponse> DeleteService =
        new(Service, nameof(DeleteService), Shapes, Errors);

    public static readonly JsonOperation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> DeregisterTaskDefinition =
        new(Service, nameof(DeregisterTaskDefinition), Shapes, Errors);

    public static readonly JsonOperation<DescribeClustersRequest, DescribeClustersResponse> DescribeClusters =
        new(Service, nameof(DescribeClusters), Shapes, Errors);

    public static readonly JsonOperation<DescribeServicesRequest, DescribeServicesResponse> DescribeServices =
        new(Service, nameof(DescribeServices), Shapes, Errors);

    public static readonly JsonOperation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> DescribeTaskDefinition =
        new(Service, nameof(DescribeTaskDefinition), Shapes, Errors);

    public static readonly JsonOperation<DescribeTasksRequest, DescribeTasksResponse> DescribeTasks =
        new(Service, nameof(DescribeTasks), Shapes, Errors);

    public static readonly JsonOperation<ListClustersRequest, ListClustersResponse> ListClusters =
        new(Service, nameof(ListClusters), Shapes, Errors);

    public static readonly JsonOperation<ListServicesRequest, ListServicesResponse> ListServices =
        new(Service, nameof(ListServices), Shapes, Errors);

    public static readonly JsonOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly JsonOperation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> ListTaskDefinitionFamilies =
        new(Service, nameof(ListTaskDefinitionFamilies), Shapes, Errors);

    public static readonly JsonOperation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> ListTaskDefinitions =
        new(Service, nameof(ListTaskDefinitions), Shapes, Errors);

    public static readonly JsonOperation<ListTasksRequest, ListTasksResponse> ListTasks =
        new(Service, nameof(ListTasks), Shapes, Errors);

    public static readonly JsonOperation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> RegisterTaskDefinition =
        new(Service, nameof(RegisterTaskDefinition), Shapes, Errors);

    public static readonly JsonOperation<RunTaskRequest, RunTaskResponse> RunTask =
        new(Service, nameof(RunTask), Shapes, Errors) { Token = "clientToken" };

    public static readonly JsonOperation<StopTaskRequest, StopTaskResponse> StopTask =
        new(Service, nameof(StopTask), Shapes, Errors);

    public static readonly JsonOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);

    public static readonly JsonOperation<UpdateServiceRequest, UpdateServiceResponse> UpdateService =
        new(Service, nameof(UpdateService), Shapes, Errors);
}
