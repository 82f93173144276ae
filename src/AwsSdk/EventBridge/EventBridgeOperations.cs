using System.Text.Json;
using Amazon.EventBridge.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.EventBridge;

/// <summary>The operations of EventBridge that are used, protocol JSON 1.1.</summary>
internal static class EventBridgeOperations
{
    public static readonly AwsService Service = new("EventBridge", "events", "events", "2015-10-07", "AWSEvents", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ConcurrentModificationException"] = (error, _) => new ConcurrentModificationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InternalException"] = (error, _) => new InternalException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidEventPatternException"] = (error, _) => new InvalidEventPatternException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["LimitExceededException"] = (error, _) => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ManagedRuleException"] = (error, _) => new ManagedRuleException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFoundException"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonEventBridgeException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(EventBridgeJson.Default);

    public static readonly JsonOperation<DeleteRuleRequest, DeleteRuleResponse> DeleteRule =
        new(Service, nameof(DeleteRule), Shapes, Errors);

    public static readonly JsonOperation<DescribeRuleRequest, DescribeRuleResponse> DescribeRule =
        new(Service, nameof(DescribeRule), Shapes, Errors);

    public static readonly JsonOperation<ListRulesRequest, ListRulesResponse> ListRules =
        new(Service, nameof(ListRules), Shapes, Errors);

    public static readonly JsonOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly JsonOperation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> ListTargetsByRule =
        new(Service, nameof(ListTargetsByRule), Shapes, Errors);

    public static readonly JsonOperation<PutEventsRequest, PutEventsResponse> PutEvents =
        new(Service, nameof(PutEvents), Shapes, Errors);

    public static readonly JsonOperation<PutRuleRequest, PutRuleResponse> PutRule =
        new(Service, nameof(PutRule), Shapes, Errors);

    public static readonly JsonOperation<PutTargetsRequest, PutTargetsResponse> PutTargets =
        new(Service, nameof(PutTargets), Shapes, Errors);

    public static readonly JsonOperation<RemoveTargetsRequest, RemoveTargetsResponse> RemoveTargets =
        new(Service, nameof(RemoveTargets), Shapes, Errors);

    public static readonly JsonOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);
}
