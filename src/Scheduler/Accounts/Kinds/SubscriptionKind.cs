using System.Runtime.CompilerServices;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Subscriptions, named <c>topic/protocol</c>. They take no tags: which address of a protocol is ours is a tag of the topic, so that those who subscribed by themselves stay.</summary>
/// <remarks>One that waits for its confirmation has no ARN and cannot be removed; SNS drops it after some days, and with its topic.</remarks>
internal sealed class SubscriptionKind(IAmazonSimpleNotificationService client, ServiceCalls calls, TopicAttributes topics) : IResourceKind
{
    public string Type => "AWS::SNS::Subscription";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "TopicArn", "Protocol", "Endpoint" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        var (name, protocol) = Split(physicalName);
        return await topics.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } topic ? await LiveAsync(topic, protocol, cancellationToken).ConfigureAwait(false) : null;
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var topic in topics.ListAsync(name => name.StartsWith($"{deployment}-", StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
        {
            if (topic.Owner != deployment) continue;
            foreach (var protocol in topic.Tags.Keys.Where(key => key.StartsWith(Mark(""), StringComparison.Ordinal)).Select(key => key[Mark("").Length..]).Order(StringComparer.Ordinal))
                if (await LiveAsync(topic, protocol, cancellationToken).ConfigureAwait(false) is { } live) yield return live;
        }
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var (arn, protocol, endpoint) = (resolved.Text("TopicArn"), resolved.Text("Protocol"), resolved.Text("Endpoint"));
        // The mark first: what is subscribed and not marked would be taken for someone else's.
        await topics.TagAsync(arn, Mark(protocol), endpoint, cancellationToken).ConfigureAwait(false);
        var request = new SubscribeRequest { TopicArn = arn, Protocol = protocol, Endpoint = endpoint };
        var made = await calls.ChangeAsync("Subscribe", resolved.PhysicalName, () => client.SubscribeAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return Live(resolved.PhysicalName, arn, protocol, endpoint, made.SubscriptionArn, deployment);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) => CreateAsync(resolved, live.Owner!, clientToken, cancellationToken);

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        if (live.Attributes["Ref"] is var arn && IsArn(arn))
            await calls.ChangeUnlessAsync("Unsubscribe", live.PhysicalName, Properties.NotFound, () => client.UnsubscribeAsync(new UnsubscribeRequest { SubscriptionArn = arn }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        await topics.UntagAsync(live.Attributes["TopicArn"], Mark(Split(live.PhysicalName).Protocol), cancellationToken).ConfigureAwait(false);
    }

    public Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        topics.TagAsync(live.Attributes["TopicArn"], Mark(Split(live.PhysicalName).Protocol), live.Properties.TextOrNull("Endpoint")!, cancellationToken);

    private async Task<LiveResource?> LiveAsync(TopicFacts topic, string protocol, CancellationToken cancellationToken)
    {
        if (!topic.Tags.TryGetValue(Mark(protocol), out var endpoint)) return null;
        string? next = null;
        do
        {
            var request = new ListSubscriptionsByTopicRequest { TopicArn = topic.Arn, NextToken = next };
            var page = await calls.FindAsync("ListSubscriptionsByTopic", topic.Name, Properties.NotFound, () => client.ListSubscriptionsByTopicAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (page?.Subscriptions?.FirstOrDefault(one => one.Protocol == protocol && one.Endpoint == endpoint) is { } found && found.SubscriptionArn != "Deleted")
                return Live($"{topic.Name}/{protocol}", topic.Arn, protocol, endpoint, found.SubscriptionArn, topic.Owner);
            next = page?.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return null;
    }

    // Whether it is confirmed is the reader's doing, and no difference: an ARN stands for both.
    private LiveResource Live(string physicalName, string topic, string protocol, string endpoint, string? arn, string? owner) =>
        new(Type, physicalName, Properties.Known(IsArn(arn) ? arn! : "PendingConfirmation", null, ("TopicArn", topic)), Compose.Map(("TopicArn", Compose.Text(topic)), ("Protocol", Compose.Text(protocol)), ("Endpoint", Compose.Text(endpoint))), owner);

    private static bool IsArn(string? text) => text?.StartsWith("arn:", StringComparison.Ordinal) is true;

    private static string Mark(string protocol) => $"costtool:subscription:{protocol}";

    private static (string Topic, string Protocol) Split(string physicalName) => (physicalName.Split('/')[0], physicalName.Split('/')[^1]);
}
