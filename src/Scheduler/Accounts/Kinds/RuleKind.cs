using System.Runtime.CompilerServices;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Rules of the default event bus with their targets. Their description starts with the mark.</summary>
internal sealed class RuleKind(IAmazonEventBridge client, ServiceCalls calls) : IResourceKind
{
    private static readonly string[] NotSet = ["Arn", "CreatedBy", "ManagedBy"];

    public string Type => "AWS::Events::Rule";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "Name", "EventBusName" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        var rule = await calls.FindAsync("DescribeRule", physicalName, Properties.NotFound, () => client.DescribeRuleAsync(new DescribeRuleRequest { Name = physicalName }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (rule is null) return null;
        var targets = await TargetsAsync(physicalName, cancellationToken).ConfigureAwait(false);
        var properties = Shape.Read(rule, NotSet).With(
            ("EventPattern", rule.EventPattern is { } pattern ? CanonicalProperties.Parse(pattern) : null),
            ("Targets", targets.Count == 0 ? null : Compose.List(targets.Select(target => Shape.Read(target)))));
        return new LiveResource(Type, physicalName, Properties.Known(physicalName, rule.Arn), properties, Ownership.OwnerIn(rule.Description));
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListRulesRequest { NamePrefix = $"{deployment}-", NextToken = next };
            var page = await calls.ReadAsync("ListRules", $"{deployment}-*", () => client.ListRulesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var rule in (page.Rules ?? []).Where(rule => Ownership.OwnerIn(rule.Description) == deployment))
                if (await FindAsync(rule.Name!, cancellationToken).ConfigureAwait(false) is { } live) yield return live;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        // PutRule overwrites whatever has the name: look before.
        var there = await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false);
        if (there is not null) Properties.RefuseForeign(resolved, there.Owner, deployment);
        return await PutAsync(resolved, there, deployment, cancellationToken).ConfigureAwait(false);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) => PutAsync(resolved, live, live.Owner!, cancellationToken);

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var name = live.PhysicalName;
        if ((await TargetsAsync(name, cancellationToken).ConfigureAwait(false)) is { Count: > 0 } targets) await RemoveAsync(name, [.. targets.Select(target => target.Id!)], cancellationToken).ConfigureAwait(false);
        await calls.ChangeUnlessAsync("DeleteRule", name, Properties.NotFound, () => client.DeleteRuleAsync(new DeleteRuleRequest { Name = name }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken)
    {
        // What PutRule is not told, it takes away.
        var marked = live.Properties.Without("Targets").With(("Description", new TextValue(Ownership.Describe(deployment, live.Properties.TextOrNull("Description") ?? ""))));
        await PutRuleAsync(marked, live.PhysicalName, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LiveResource> PutAsync(DesiredResource resolved, LiveResource? there, string deployment, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        // Targets before the rule is changed would meet its old pattern; after it, the new one.
        var arn = await PutRuleAsync(resolved.Properties.Without("Targets"), name, cancellationToken).ConfigureAwait(false);
        MapValue[] wanted = [.. (resolved.Properties["Targets"] as ListValue)?.Items.OfType<MapValue>() ?? []];
        if (wanted.Length > 0)
        {
            var request = new PutTargetsRequest { Rule = name, Targets = [.. wanted.Select(target => Shape.Write<Target>(target, resolved.LogicalId))] };
            var answer = await calls.ChangeAsync("PutTargets", name, () => client.PutTargetsAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            if (answer.FailedEntryCount > 0) throw Failed(name, answer.FailedEntries?.Select(entry => (entry.TargetId, entry.ErrorCode, entry.ErrorMessage)));
        }

        var kept = wanted.Select(target => target.TextOrNull("Id")).ToHashSet(StringComparer.Ordinal);
        string[] gone = [.. (there?.Properties["Targets"] as ListValue)?.Items.OfType<MapValue>().Select(target => target.TextOrNull("Id")!).Where(id => !kept.Contains(id)) ?? []];
        if (gone.Length > 0) await RemoveAsync(name, [.. gone], cancellationToken).ConfigureAwait(false);
        return new LiveResource(Type, name, Properties.Known(name, arn), resolved.Properties, deployment);
    }

    private async Task<string> PutRuleAsync(MapValue properties, string name, CancellationToken cancellationToken)
    {
        var request = Shape.Write<PutRuleRequest>(properties.Without("EventPattern", "Tags"), name);
        if (properties["EventPattern"] is { } pattern) request.EventPattern = pattern is TextValue text ? text.Text : CanonicalText.Of(pattern);
        return (await calls.ChangeAsync("PutRule", name, () => client.PutRuleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false)).RuleArn!;
    }

    private async Task RemoveAsync(string name, List<string> ids, CancellationToken cancellationToken)
    {
        var answer = await calls.ChangeUnlessAsync("RemoveTargets", name, Properties.NotFound, () => client.RemoveTargetsAsync(new RemoveTargetsRequest { Rule = name, Ids = ids }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (answer?.FailedEntryCount > 0) throw Failed(name, answer.FailedEntries?.Select(entry => (entry.TargetId, entry.ErrorCode, entry.ErrorMessage)));
    }

    private async Task<IReadOnlyList<Target>> TargetsAsync(string name, CancellationToken cancellationToken)
    {
        var found = new List<Target>();
        string? next = null;
        do
        {
            var request = new ListTargetsByRuleRequest { Rule = name, NextToken = next };
            var page = await calls.FindAsync("ListTargetsByRule", name, Properties.NotFound, () => client.ListTargetsByRuleAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.AddRange(page?.Targets ?? []);
            next = page?.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    // The answer is 200 whatever became of each target.
    private static Exception Failed(string name, IEnumerable<(string? Id, string? Code, string? Message)>? entries)
    {
        var all = entries?.ToList() ?? [];
        var said = string.Join("; ", all.Select(entry => $"{entry.Id}: {entry.Code}: {entry.Message}"));
        return all.Exists(entry => entry.Code is "ConcurrentModificationException" or "InternalException" or "ThrottlingException")
            ? new AccountFaultException($"targets of the rule `{name}` failed: {said}", FaultEffect.None)
            : new ProblemException(new Problem($"targets of the rule `{name}` are refused: {said}", name, "mend what it names, and run the same command again"));
    }
}
