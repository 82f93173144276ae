using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Queues. SQS keeps their attributes as texts; their policy is a kind of its own.</summary>
internal sealed class QueueKind(IAmazonSQS client, ServiceCalls calls) : IResourceKind
{
    // CloudFormation's name, the service's name. Attributes that are not here cannot be set by CloudFormation.
    private static readonly (string Property, string Attribute)[] Numbers =
    [
        ("VisibilityTimeout", "VisibilityTimeout"), ("MessageRetentionPeriod", "MessageRetentionPeriod"), ("DelaySeconds", "DelaySeconds"), ("MaximumMessageSize", "MaximumMessageSize"),
        ("ReceiveMessageWaitTimeSeconds", "ReceiveMessageWaitTimeSeconds"), ("KmsDataKeyReusePeriodSeconds", "KmsDataKeyReusePeriodSeconds"),
    ];

    private static readonly (string Property, string Attribute)[] Flags =
    [
        ("SqsManagedSseEnabled", "SqsManagedSseEnabled"), ("FifoQueue", "FifoQueue"), ("ContentBasedDeduplication", "ContentBasedDeduplication"),
    ];

    private static readonly (string Property, string Attribute)[] Texts =
    [
        ("KmsMasterKeyId", "KmsMasterKeyId"), ("RedrivePolicy", "RedrivePolicy"), ("RedriveAllowPolicy", "RedriveAllowPolicy"), ("DeduplicationScope", "DeduplicationScope"), ("FifoThroughputLimit", "FifoThroughputLimit"),
    ];

    // What the service takes where nothing is said. The largest message was 256 KiB until August 2025 and is 1 MiB since: both are "as large as may be".
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = ["30"],
        ["MessageRetentionPeriod"] = ["345600"],
        ["DelaySeconds"] = ["0"],
        ["ReceiveMessageWaitTimeSeconds"] = ["0"],
        ["MaximumMessageSize"] = ["262144", "1048576"],
        ["KmsDataKeyReusePeriodSeconds"] = ["300"],
        ["SqsManagedSseEnabled"] = ["true"],
        ["RedrivePolicy"] = [""],
        ["RedriveAllowPolicy"] = [""],
        ["KmsMasterKeyId"] = [""],
    };

    public string Type => "AWS::SQS::Queue";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "QueueName", "FifoQueue" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) =>
        await UrlAsync(client, calls, physicalName, cancellationToken).ConfigureAwait(false) is { } url ? await LiveAsync(url, cancellationToken).ConfigureAwait(false) : null;

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var url in ListAsync(client, calls, $"{deployment}-", cancellationToken).ConfigureAwait(false))
            if (await LiveAsync(url, cancellationToken).ConfigureAwait(false) is { } live && live.Owner == deployment) yield return live;
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        var request = new CreateQueueRequest { QueueName = name, Attributes = Attributes(resolved), Tags = resolved.Tags(deployment).ToDictionary() };
        // Making an equal one again succeeds; one that differs is refused.
        var made = await calls.ChangeUnlessAsync("CreateQueue", name, "QueueAlreadyExists|QueueNameExists", () => client.CreateQueueAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        var there = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new Deployment.Applying.AccountFaultException($"the queue `{name}` is not seen yet", Deployment.Applying.FaultEffect.None);
        if (made is null) Properties.RefuseForeign(resolved, there.Owner, deployment);
        return Comparison.Matches(resolved, there, deployment, this) ? there : await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        var attributes = Attributes(resolved);
        // What is there and not desired goes back to what the service takes by itself.
        foreach (var (property, attribute) in Numbers.Concat(Flags).Concat(Texts).Where(row => row.Property is not "FifoQueue"))
            if (live.Properties[property] is not null && !attributes.ContainsKey(attribute) && Usual.TryGetValue(property, out var usual)) attributes[attribute] = usual[^1];
        attributes.Remove("FifoQueue");
        await calls.ChangeAsync("SetQueueAttributes", live.PhysicalName, () => client.SetQueueAttributesAsync(new SetQueueAttributesRequest { QueueUrl = live.Attributes["Ref"], Attributes = attributes }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return live with { Properties = resolved.Properties };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteQueue", live.PhysicalName, Properties.NotFound, () => client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = live.Attributes["Ref"] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagQueue", live.PhysicalName, () => client.TagQueueAsync(new TagQueueRequest { QueueUrl = live.Attributes["Ref"], Tags = new Dictionary<string, string> { [Ownership.TagKey] = deployment } }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    /// <summary>The URL of a queue; null where there is none.</summary>
    internal static async Task<string?> UrlAsync(IAmazonSQS client, ServiceCalls calls, string name, CancellationToken cancellationToken) =>
        (await calls.FindAsync("GetQueueUrl", name, Properties.NotFound, () => client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancellationToken), cancellationToken).ConfigureAwait(false))?.QueueUrl;

    /// <summary>The URLs of queues whose names start so.</summary>
    internal static async IAsyncEnumerable<string> ListAsync(IAmazonSQS client, ServiceCalls calls, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListQueuesRequest { QueueNamePrefix = prefix, MaxResults = 1000, NextToken = next };
            var page = await calls.ReadAsync("ListQueues", prefix, () => client.ListQueuesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var url in page.QueueUrls ?? []) yield return url;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>The mark of ownership of a queue.</summary>
    internal static async Task<string?> OwnerAsync(IAmazonSQS client, ServiceCalls calls, string url, CancellationToken cancellationToken) =>
        (await calls.FindAsync("ListQueueTags", url, Properties.NotFound, () => client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellationToken), cancellationToken).ConfigureAwait(false))?.Tags?.GetValueOrDefault(Ownership.TagKey);

    private async Task<LiveResource?> LiveAsync(string url, CancellationToken cancellationToken)
    {
        var name = url.Split('/')[^1];
        var answer = await calls.FindAsync("GetQueueAttributes", name, Properties.NotFound, () => client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["All"] }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer is null) return null;
        var said = answer.Attributes ?? [];
        var owner = await OwnerAsync(client, calls, url, cancellationToken).ConfigureAwait(false);
        var properties = Compose.Map([
            ("QueueName", Compose.Text(name)),
            .. Numbers.Select(row => (row.Property, Said(row) is { } text ? Compose.Number(decimal.Parse(text, CultureInfo.InvariantCulture)) : (ResourceValue?)null)),
            .. Flags.Select(row => (row.Property, Said(row) is { } text ? Compose.Flag(text == "true") : (ResourceValue?)null)),
            .. Texts.Select(row => (row.Property, Said(row) is { } text ? Compose.Text(text) : (ResourceValue?)null))]);
        return new LiveResource(Type, name, Properties.Known(url, said.GetValueOrDefault("QueueArn"), ("QueueUrl", url), ("QueueName", name)), properties.WithMark(owner), owner);

        string? Said((string Property, string Attribute) row) =>
            said.TryGetValue(row.Attribute, out var text) && !(Usual.TryGetValue(row.Property, out var usual) && usual.Contains(text)) && !(row.Property is "SqsManagedSseEnabled" && said.ContainsKey("KmsMasterKeyId")) ? text : null;
    }

    private static Dictionary<string, string> Attributes(DesiredResource resource) => resource.Properties.Members
        .Where(member => member.Key is not ("QueueName" or "Tags"))
        .ToDictionary(
            member => Numbers.Concat(Flags).Concat(Texts).FirstOrDefault(row => row.Property == member.Key).Attribute
                ?? throw new Analyzer.Problems.ProblemException(new Analyzer.Problems.Problem($"`{member.Key}` cannot be applied by this build", resource.LogicalId, "export the plan as CloudFormation and deploy that")),
            member => member.Value switch { TextValue text => text.Text, FlagValue flag => flag.Flag ? "true" : "false", _ => CanonicalText.Of(member.Value) },
            StringComparer.Ordinal);
}
