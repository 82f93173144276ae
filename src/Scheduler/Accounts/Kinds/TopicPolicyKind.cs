using System.Runtime.CompilerServices;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Policies of topics: an attribute of the topic, which says whose they are. A topic always has one; the one that SNS gives by itself counts as none.</summary>
internal sealed class TopicPolicyKind(TopicAttributes topics) : IResourceKind
{
    private const string DefaultId = "__default_policy_ID";

    private static readonly string[] DefaultActions =
    [
        "SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission", "SNS:DeleteTopic", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish",
    ];

    public string Type => "AWS::SNS::TopicPolicy";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal);

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) =>
        await topics.FindAsync(physicalName, cancellationToken).ConfigureAwait(false) is { } topic ? Live(topic) : null;

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var topic in topics.ListAsync(name => name.StartsWith($"{deployment}-", StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
            if (topic.Owner == deployment && Live(topic) is { } live) yield return live;
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var arn = resolved.Properties["Topics"] is ListValue { Items: [TextValue only] } ? only.Text : throw new Analyzer.Problems.ProblemException(new Analyzer.Problems.Problem("a topic policy of other than one topic cannot be applied", resolved.LogicalId, "export the plan as CloudFormation and deploy that"));
        await topics.SetAsync(arn, "Policy", CanonicalText.Of(resolved.Properties["PolicyDocument"]!), cancellationToken).ConfigureAwait(false);
        return new LiveResource(Type, resolved.PhysicalName, Properties.Known(resolved.PhysicalName, null, ("TopicArn", arn)), resolved.Properties, deployment);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) => CreateAsync(resolved, live.Owner!, clientToken, cancellationToken);

    public Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var arn = live.Attributes["TopicArn"];
        return topics.SetAsync(arn, "Policy", CanonicalText.Of(Default(arn)), cancellationToken);
    }

    // The mark is the topic's.
    public Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) => topics.TagAsync(live.Attributes["TopicArn"], Ownership.TagKey, deployment, cancellationToken);

    private LiveResource? Live(TopicFacts topic)
    {
        if (topic.Attributes.GetValueOrDefault("Policy") is not { Length: > 0 } text) return null;
        var policy = CanonicalProperties.Parse(text);
        if (policy is MapValue map && map.TextOrNull("Id") == DefaultId) return null;
        return new LiveResource(Type, topic.Name, Properties.Known(topic.Name, null, ("TopicArn", topic.Arn)), Compose.Map(("Topics", Compose.Texts(topic.Arn)), ("PolicyDocument", policy)), topic.Owner);
    }

    // As SNS writes it for a new topic: the account itself may do everything.
    private static MapValue Default(string arn) => Compose.Map(
        ("Version", Compose.Text("2008-10-17")),
        ("Id", Compose.Text(DefaultId)),
        ("Statement", Compose.List(Compose.Map(
            ("Sid", Compose.Text("__default_statement_ID")),
            ("Effect", Compose.Text("Allow")),
            ("Principal", Compose.Map(("AWS", Compose.Text("*")))),
            ("Action", Compose.Texts(DefaultActions)),
            ("Resource", Compose.Text(arn)),
            ("Condition", Compose.Map(("StringEquals", Compose.Map(("AWS:SourceOwner", Compose.Text(arn.Split(':')[4]))))))))));
}
