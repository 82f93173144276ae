using System.Runtime.CompilerServices;
using Amazon.ECS;
using Amazon.ECS.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using Task = System.Threading.Tasks.Task;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Task definitions: a change is a new revision, and old revisions are deregistered when nothing points to them any more.</summary>
/// <param name="client">The service.</param>
/// <param name="calls">Its pace.</param>
/// <param name="roles">Tells whether a role that ECS does not take exists.</param>
internal sealed class TaskDefinitionKind(IAmazonECS client, ServiceCalls calls, NamedRoles roles) : IResourceKind
{
    // Of a family that there is none of, ECS says so in words only.
    private const string None = "ClientException/Unable to describe task definition|ClientException/does not exist";

    private static readonly string[] NotSet = ["TaskDefinitionArn", "Revision", "Status", "RegisteredAt", "DeregisteredAt", "Compatibilities", "RequiresAttributes", "RegisteredBy", "PlacementConstraints"];

    public string Type => "AWS::ECS::TaskDefinition";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool KeepsVersions => true;

    public Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) => DescribeAsync(physicalName, cancellationToken);

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var one in await ReadAsync(deployment, [], cancellationToken).ConfigureAwait(false)) yield return one;
    }

    public async Task<IReadOnlyList<LiveResource>> ReadAsync(string deployment, IReadOnlyCollection<string> physicalNames, CancellationToken cancellationToken)
    {
        var families = await FamiliesAsync($"{deployment}-", cancellationToken).ConfigureAwait(false);
        var arns = await Task.WhenAll(families.Union(physicalNames, StringComparer.Ordinal).Select(family => RevisionsAsync(family, cancellationToken))).ConfigureAwait(false);
        var found = (await Task.WhenAll(arns.SelectMany(some => some).Select(arn => DescribeAsync(arn, cancellationToken))).ConfigureAwait(false)).OfType<LiveResource>()
            .OrderBy(one => one.PhysicalName, StringComparer.Ordinal).ThenByDescending(one => RevisionOf(one.Attributes["Ref"]));
        var inForce = new HashSet<string>(StringComparer.Ordinal);
        // Revisions of others below the one in force are nobody's business here.
        return [.. found.Where(one => (inForce.Add(one.PhysicalName) && physicalNames.Contains(one.PhysicalName)) || one.Owner == deployment)];
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        // ECS takes no token: what is there already is looked for instead.
        var tags = resolved.Tags(deployment).ToDictionary(StringComparer.Ordinal);
        if (await LatestAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false) is { } latest)
        {
            var there = Live(latest);
            if (Comparison.Matches(resolved, there, deployment, this)) return there;
            Properties.RefuseForeign(resolved, there.Owner, deployment);
            foreach (var tag in latest.Tags ?? []) tags.TryAdd(tag.Key!, tag.Value!);
        }

        var request = Shape.Write<RegisterTaskDefinitionRequest>(resolved.Properties.Without("Tags"), resolved.LogicalId);
        request.Tags = Marks(tags);
        var made = await roles.ChangeAsync(resolved, deployment, () => calls.ChangeAsync("RegisterTaskDefinition", resolved.PhysicalName, () => client.RegisterTaskDefinitionAsync(request, CancellationToken.None), cancellationToken), cancellationToken).ConfigureAwait(false);
        var arn = made.TaskDefinition!.TaskDefinitionArn!;
        return new LiveResource(Type, resolved.PhysicalName, Properties.Known(arn, arn, ("TaskDefinitionArn", arn)), Shape.Read(made.TaskDefinition, NotSet).WithMark(deployment), deployment);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) =>
        CreateAsync(resolved, live.Owner!, clientToken, cancellationToken);

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeregisterTaskDefinition", live.Attributes["Ref"], $"{None}|ClientException/inactive", () => client.DeregisterTaskDefinitionAsync(new DeregisterTaskDefinitionRequest { TaskDefinition = live.Attributes["Ref"] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = live.Attributes["Ref"], Tags = [new Tag { Key = Ownership.TagKey, Value = deployment }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task<LiveResource?> DescribeAsync(string name, CancellationToken cancellationToken) => await LatestAsync(name, cancellationToken).ConfigureAwait(false) is { } answer ? Live(answer) : null;

    private async Task<DescribeTaskDefinitionResponse?> LatestAsync(string name, CancellationToken cancellationToken)
    {
        var request = new DescribeTaskDefinitionRequest { TaskDefinition = name, Include = [TaskDefinitionField.TAGS] };
        var answer = await calls.FindAsync("DescribeTaskDefinition", name, None, () => client.DescribeTaskDefinitionAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer?.TaskDefinition is { } task && task.Status == TaskDefinitionStatus.ACTIVE ? answer : null;
    }

    private LiveResource Live(DescribeTaskDefinitionResponse answer)
    {
        var task = answer.TaskDefinition!;
        var owner = answer.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;
        return new LiveResource(Type, task.Family!, Properties.Known(task.TaskDefinitionArn!, task.TaskDefinitionArn, ("TaskDefinitionArn", task.TaskDefinitionArn!)), Shape.Read(task, NotSet).WithMark(owner), owner);
    }

    private async Task<IReadOnlyList<string>> FamiliesAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? next = null;
        do
        {
            var request = new ListTaskDefinitionFamiliesRequest { FamilyPrefix = prefix, Status = TaskDefinitionFamilyStatus.ACTIVE, NextToken = next };
            var page = await calls.ReadAsync("ListTaskDefinitionFamilies", prefix, () => client.ListTaskDefinitionFamiliesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Families ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    private async Task<IReadOnlyList<string>> RevisionsAsync(string family, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? next = null;
        do
        {
            var request = new ListTaskDefinitionsRequest { FamilyPrefix = family, Status = TaskDefinitionStatus.ACTIVE, NextToken = next };
            var page = await calls.ReadAsync("ListTaskDefinitions", family, () => client.ListTaskDefinitionsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.AddRange(page.TaskDefinitionArns ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    private static int RevisionOf(string arn) => int.Parse(arn.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static List<Tag> Marks(IReadOnlyDictionary<string, string> tags) => [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
