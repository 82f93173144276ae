using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>A client of SNS.</summary>
public class AmazonSimpleNotificationServiceClient : AwsServiceClient, IAmazonSimpleNotificationService
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateTopicResponse>(request, SimpleNotificationServiceOperations.CreateTopic, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteTopicResponse> DeleteTopicAsync(DeleteTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteTopicResponse>(request, SimpleNotificationServiceOperations.DeleteTopic, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetTopicAttributesResponse> GetTopicAttributesAsync(GetTopicAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetTopicAttributesResponse>(request, SimpleNotificationServiceOperations.GetTopicAttributes, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSubscriptionsByTopicResponse>(request, SimpleNotificationServiceOperations.ListSubscriptionsByTopic, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, SimpleNotificationServiceOperations.ListTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTopicsResponse> ListTopicsAsync(ListTopicsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTopicsResponse>(request, SimpleNotificationServiceOperations.ListTopics, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SetTopicAttributesResponse> SetTopicAttributesAsync(SetTopicAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SetTopicAttributesResponse>(request, SimpleNotificationServiceOperations.SetTopicAttributes, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SubscribeResponse>(request, SimpleNotificationServiceOperations.Subscribe, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, SimpleNotificationServiceOperations.TagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UnsubscribeResponse>(request, SimpleNotificationServiceOperations.Unsubscribe, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UntagResourceResponse>(request, SimpleNotificationServiceOperations.UntagResource, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonSimpleNotificationServiceConfig)clientConfig;
        return awsCredentials is null ? new AmazonSimpleNotificationServiceClient(config) : new AmazonSimpleNotificationServiceClient(awsCredentials, config);
    }
}
