using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Policies of queues: an attribute of the queue, which says whose they are. A policy belongs to one queue.</summary>
internal sealed class QueuePolicyKind(IAmazonSQS client, ServiceCalls calls) : IResourceKind
{
    public string Type => "AWS::SQS::QueuePolicy";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal);

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) =>
        await QueueKind.UrlAsync(client, calls, physicalName, cancellationToken).ConfigureAwait(false) is { } url ? await LiveAsync(url, cancellationToken).ConfigureAwait(false) : null;

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var url in QueueKind.ListAsync(client, calls, $"{deployment}-", cancellationToken).ConfigureAwait(false))
            if (await LiveAsync(url, cancellationToken).ConfigureAwait(false) is { } live && live.Owner == deployment) yield return live;
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var url = resolved.Properties["Queues"] is ListValue { Items: [TextValue only] } ? only.Text : throw new Analyzer.Problems.ProblemException(new Analyzer.Problems.Problem("a queue policy of other than one queue cannot be applied", resolved.LogicalId, "export the plan as CloudFormation and deploy that"));
        await SetAsync(resolved.PhysicalName, url, CanonicalText.Of(resolved.Properties["PolicyDocument"]!), cancellationToken).ConfigureAwait(false);
        return Live(resolved.PhysicalName, url, resolved.Properties["PolicyDocument"]!, deployment);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) => CreateAsync(resolved, live.Owner!, clientToken, cancellationToken);

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("SetQueueAttributes", live.PhysicalName, Properties.NotFound, () => Send(live.Attributes["QueueUrl"], ""), cancellationToken).ConfigureAwait(false);

    // The mark is the queue's.
    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagQueue", live.PhysicalName, () => client.TagQueueAsync(new TagQueueRequest { QueueUrl = live.Attributes["QueueUrl"], Tags = new Dictionary<string, string> { [Ownership.TagKey] = deployment } }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task SetAsync(string name, string url, string policy, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("SetQueueAttributes", name, () => Send(url, policy), cancellationToken).ConfigureAwait(false);

    private Task<SetQueueAttributesResponse> Send(string url, string policy) =>
        client.SetQueueAttributesAsync(new SetQueueAttributesRequest { QueueUrl = url, Attributes = new Dictionary<string, string> { ["Policy"] = policy } }, CancellationToken.None);

    private async Task<LiveResource?> LiveAsync(string url, CancellationToken cancellationToken)
    {
        var name = url.Split('/')[^1];
        var answer = await calls.FindAsync("GetQueueAttributes", name, Properties.NotFound, () => client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["Policy"] }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer?.Attributes?.GetValueOrDefault("Policy") is not { Length: > 0 } policy) return null;
        return Live(name, url, CanonicalProperties.Parse(policy), await QueueKind.OwnerAsync(client, calls, url, cancellationToken).ConfigureAwait(false));
    }

    private LiveResource Live(string name, string url, ResourceValue policy, string? owner) =>
        new(Type, name, Properties.Known(name, null, ("QueueUrl", url)), Compose.Map(("Queues", Compose.Texts(url)), ("PolicyDocument", policy)), owner);
}
