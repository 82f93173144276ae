using Amazon.EventBridge.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.EventBridge;

/// <summary>A client of EventBridge.</summary>
public class AmazonEventBridgeClient : AwsServiceClient, IAmazonEventBridge
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonEventBridgeClient(AmazonEventBridgeConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteRuleResponse>(request, EventBridgeOperations.DeleteRule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeRuleResponse> DescribeRuleAsync(DescribeRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeRuleResponse>(request, EventBridgeOperations.DescribeRule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListRulesResponse>(request, EventBridgeOperations.ListRules, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, EventBridgeOperations.ListTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTargetsByRuleResponse>(request, EventBridgeOperations.ListTargetsByRule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutEventsResponse>(request, EventBridgeOperations.PutEvents, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRuleResponse>(request, EventBridgeOperations.PutRule, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutTargetsResponse> PutTargetsAsync(PutTargetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutTargetsResponse>(request, EventBridgeOperations.PutTargets, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemoveTargetsResponse> RemoveTargetsAsync(RemoveTargetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTargetsResponse>(request, EventBridgeOperations.RemoveTargets, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, EventBridgeOperations.TagResource, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEventBridgeConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonEventBridgeConfig)clientConfig;
        return awsCredentials is null ? new AmazonEventBridgeClient(config) : new AmazonEventBridgeClient(awsCredentials, config);
    }
}
