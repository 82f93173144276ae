using System.Runtime.CompilerServices;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Topics. Policy and subscriptions are kinds of their own.</summary>
internal sealed class TopicKind(IAmazonSimpleNotificationService client, ServiceCalls calls, TopicAttributes topics) : IResourceKind
{
    // Attributes that CloudFormation has by the same name.
    private static readonly string[] Kept = ["DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"];

    // What each is where nothing is said.
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal) { ["DisplayName"] = "", ["KmsMasterKeyId"] = "", ["SignatureVersion"] = "1", ["TracingConfig"] = "PassThrough" };

    public string Type => "AWS::SNS::Topic";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "TopicName", "FifoTopic" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) =>
        await topics.FindAsync(physicalName, cancellationToken).ConfigureAwait(false) is { } topic ? Live(topic) : null;

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var topic in topics.ListAsync(name => name.StartsWith($"{deployment}-", StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
            if (topic.Owner == deployment) yield return Live(topic);
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        // CreateTopic gives an existing topic back, whosever it is: look before.
        if (await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false) is { } there)
        {
            Properties.RefuseForeign(resolved, there.Owner, deployment);
            return Comparison.Matches(resolved, there, deployment, this) ? there : await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
        }

        var request = new CreateTopicRequest { Name = resolved.PhysicalName, Tags = [.. resolved.Tags(deployment).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] };
        var made = await calls.ChangeAsync("CreateTopic", resolved.PhysicalName, () => client.CreateTopicAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        var live = Live(new TopicFacts(made.TopicArn!, new Dictionary<string, string>(), new Dictionary<string, string> { [Ownership.TagKey] = deployment }));
        return await UpdateAsync(resolved, live, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        foreach (var name in Kept)
        {
            var (wanted, there) = (resolved.Properties.TextOrNull(name) ?? Usual[name], live.Properties.TextOrNull(name) ?? Usual[name]);
            if (wanted != there) await topics.SetAsync(live.Attributes["Ref"], name, wanted, cancellationToken).ConfigureAwait(false);
        }

        return live with { Properties = resolved.Properties };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteTopic", live.PhysicalName, Properties.NotFound, () => client.DeleteTopicAsync(new DeleteTopicRequest { TopicArn = live.Attributes["Ref"] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) => topics.TagAsync(live.Attributes["Ref"], Ownership.TagKey, deployment, cancellationToken);

    private LiveResource Live(TopicFacts topic) => new(Type, topic.Name, Properties.Known(topic.Arn, topic.Arn, ("TopicArn", topic.Arn), ("TopicName", topic.Name)), Compose.Map([
        ("TopicName", Compose.Text(topic.Name)),
        ("FifoTopic", topic.Attributes.GetValueOrDefault("FifoTopic") is "true" ? Compose.Flag(true) : null),
        .. Kept.Select(name => (name, topic.Attributes.GetValueOrDefault(name) is { } text && text != Usual[name] ? Compose.Text(text) : (ResourceValue?)null))]).WithMark(topic.Owner), topic.Owner);
}
