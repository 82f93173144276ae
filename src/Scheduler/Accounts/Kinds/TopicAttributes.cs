using System.Runtime.CompilerServices;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>A topic as SNS tells of it.</summary>
/// <param name="Arn">ARN.</param>
/// <param name="Attributes">Attributes by name.</param>
/// <param name="Tags">Tags.</param>
internal sealed record TopicFacts(string Arn, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Tags)
{
    public string Name => Arn.Split(':')[^1];

    public string? Owner => Tags.GetValueOrDefault(Ownership.TagKey);
}

/// <summary>Reads and changes topics for the kinds that share them: the topic, its policy, its subscriptions.</summary>
internal sealed class TopicAttributes(IAmazonSimpleNotificationService client, ServiceCalls calls)
{
    /// <summary>Topics whose names are these or start with the deployment's.</summary>
    public async IAsyncEnumerable<TopicFacts> ListAsync(Func<string, bool> named, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListTopicsRequest { NextToken = next };
            var page = await calls.ReadAsync("ListTopics", "*", () => client.ListTopicsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var topic in (page.Topics ?? []).Where(topic => named(topic.TopicArn!.Split(':')[^1])))
                if (await ReadAsync(topic.TopicArn!, cancellationToken).ConfigureAwait(false) is { } facts) yield return facts;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>The topic of a name; SNS finds by ARN only.</summary>
    public async Task<TopicFacts?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var topic in ListAsync(other => other == name, cancellationToken).ConfigureAwait(false)) return topic;
        return null;
    }

    public async Task<TopicFacts?> ReadAsync(string arn, CancellationToken cancellationToken)
    {
        var attributes = await calls.FindAsync("GetTopicAttributes", arn, Properties.NotFound, () => client.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = arn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (attributes is null) return null;
        var tags = await calls.FindAsync("ListTagsForResource", arn, Properties.NotFound, () => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new TopicFacts(arn, attributes.Attributes ?? [], (tags?.Tags ?? []).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "", StringComparer.Ordinal));
    }

    public async Task SetAsync(string arn, string attribute, string value, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("SetTopicAttributes", arn, Properties.NotFound, () => client.SetTopicAttributesAsync(new SetTopicAttributesRequest { TopicArn = arn, AttributeName = attribute, AttributeValue = value }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task TagAsync(string arn, string key, string value, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", arn, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [new Tag { Key = key, Value = value }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task UntagAsync(string arn, string key, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("UntagResource", arn, Properties.NotFound, () => client.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = [key] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
}
