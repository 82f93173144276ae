using System.Text.Json;
using Amazon.SimpleNotificationService.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>The operations of SNS that are used, protocol Query with XML.</summary>
internal static class SimpleNotificationServiceOperations
{
    public static readonly AwsService Service = new("SNS", "sns", "sns", "2010-03-31");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["AuthorizationError"] = (error, _) => new AuthorizationErrorException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ConcurrentAccess"] = (error, _) => new ConcurrentAccessException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["FilterPolicyLimitExceeded"] = (error, _) => new FilterPolicyLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InternalError"] = (error, _) => new InternalErrorException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidParameter"] = (error, _) => new InvalidParameterException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidSecurity"] = (error, _) => new InvalidSecurityException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["NotFound"] = (error, _) => new NotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFound"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StaleTag"] = (error, _) => new StaleTagException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["SubscriptionLimitExceeded"] = (error, _) => new SubscriptionLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TagLimitExceeded"] = (error, _) => new TagLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TagPolicy"] = (error, _) => new TagPolicyException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TopicLimitExceeded"] = (error, _) => new TopicLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonSimpleNotificationServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(SimpleNotificationServiceJson.Default);

    public static readonly QueryOperation<CreateTopicRequest, CreateTopicResponse> CreateTopic =
        new(Service, nameof(CreateTopic), Shapes, Errors);

    public static readonly QueryOperation<DeleteTopicRequest, DeleteTopicResponse> DeleteTopic =
        new(Service, nameof(DeleteTopic), Shapes, Errors);

    public static readonly QueryOperation<GetTopicAttributesRequest, GetTopicAttributesResponse> GetTopicAttributes =
        new(Service, nameof(GetTopicAttributes), Shapes, Errors);

    public static readonly QueryOperation<ListSubscriptionsByTopicRequest, ListSubscriptionsByTopicResponse> ListSubscriptionsByTopic =
        new(Service, nameof(ListSubscriptionsByTopic), Shapes, Errors);

    public static readonly QueryOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly QueryOperation<ListTopicsRequest, ListTopicsResponse> ListTopics =
        new(Service, nameof(ListTopics), Shapes, Errors);

    public static readonly QueryOperation<SetTopicAttributesRequest, SetTopicAttributesResponse> SetTopicAttributes =
        new(Service, nameof(SetTopicAttributes), Shapes, Errors);

    public static readonly QueryOperation<SubscribeRequest, SubscribeResponse> Subscribe =
        new(Service, nameof(Subscribe), Shapes, Errors);

    public static readonly QueryOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);

    public static readonly QueryOperation<UnsubscribeRequest, UnsubscribeResponse> Unsubscribe =
        new(Service, nameof(Unsubscribe), Shapes, Errors);

    public static readonly QueryOperation<UntagResourceRequest, UntagResourceResponse> UntagResource =
        new(Service, nameof(UntagResource), Shapes, Errors);
}
