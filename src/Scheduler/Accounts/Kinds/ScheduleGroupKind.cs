using System.Runtime.CompilerServices;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Groups of schedules. Removing one removes every schedule in it, so that one that holds schedules of others is not removed.</summary>
internal sealed class ScheduleGroupKind(IAmazonScheduler client, ServiceCalls calls) : IResourceKind
{
    private const int MostNamed = 20;

    public string Type => "AWS::Scheduler::ScheduleGroup";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "Name" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        var group = await calls.FindAsync("GetScheduleGroup", physicalName, Properties.NotFound, () => client.GetScheduleGroupAsync(new GetScheduleGroupRequest { Name = physicalName }, cancellationToken), cancellationToken).ConfigureAwait(false);
        // One that is on its way out is gone for us; a new one is refused until it went, and that passes.
        if (group is null || group.State == ScheduleGroupState.DELETING) return null;
        return Live(physicalName, group.Arn!, await OwnerAsync(group.Arn!, cancellationToken).ConfigureAwait(false));
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListScheduleGroupsRequest { NamePrefix = deployment, NextToken = next };
            var page = await calls.ReadAsync("ListScheduleGroups", deployment, () => client.ListScheduleGroupsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var group in page.ScheduleGroups ?? [])
            {
                if (group.State == ScheduleGroupState.DELETING || group.Name!.EndsWith(Locking.AccountLock.Suffix, StringComparison.Ordinal)) continue;
                if (await OwnerAsync(group.Arn!, cancellationToken).ConfigureAwait(false) == deployment) yield return Live(group.Name, group.Arn!, deployment);
            }

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        var request = new CreateScheduleGroupRequest { Name = name, ClientToken = clientToken, Tags = Marks(resolved.Tags(deployment)) };
        var made = await calls.ChangeUnlessAsync("CreateScheduleGroup", name, "ConflictException", () => client.CreateScheduleGroupAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (made is not null) return Live(name, made.ScheduleGroupArn!, deployment);
        var there = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new AccountFaultException($"the schedule group `{name}` is being removed", FaultEffect.None);
        Properties.RefuseForeign(resolved, there.Owner, deployment);
        return there;
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        await TagAsync(live, resolved.Tags(live.Owner!), cancellationToken).ConfigureAwait(false);
        return live;
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var listed = await calls.FindAsync("ListSchedules", live.PhysicalName, Properties.NotFound, () => client.ListSchedulesAsync(new ListSchedulesRequest { GroupName = live.PhysicalName, MaxResults = MostNamed }, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var schedule in listed?.Schedules ?? [])
        {
            // A list may lag behind: what it names may be gone.
            var there = await calls.FindAsync("GetSchedule", $"{live.PhysicalName}/{schedule.Name}", Properties.NotFound, () => client.GetScheduleAsync(new GetScheduleRequest { GroupName = live.PhysicalName, Name = schedule.Name }, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (there is null) continue;
            throw Ownership.OwnerIn(there.Description) == live.Owner
                ? new AccountFaultException($"the schedule `{schedule.Name}` is still there", FaultEffect.None)
                : new ProblemException(new Problem($"the schedule group `{live.PhysicalName}` holds `{schedule.Name}`, which is not ours and would go with it", live.PhysicalName, "move it to another group or delete it, and run the same command again"));
        }

        await calls.ChangeUnlessAsync("DeleteScheduleGroup", live.PhysicalName, $"{Properties.NotFound}|ConflictException/delet", () => client.DeleteScheduleGroupAsync(new DeleteScheduleGroupRequest { Name = live.PhysicalName }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        TagAsync(live, new Dictionary<string, string> { [Ownership.TagKey] = deployment }, cancellationToken);

    private Task<TagResourceResponse> TagAsync(LiveResource live, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = live.Attributes["Arn"], Tags = Marks(tags) }, CancellationToken.None), cancellationToken);

    private async Task<string?> OwnerAsync(string arn, CancellationToken cancellationToken) =>
        (await calls.FindAsync("ListTagsForResource", arn, Properties.NotFound, () => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken), cancellationToken).ConfigureAwait(false))
            ?.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;

    private LiveResource Live(string name, string arn, string? owner) =>
        new(Type, name, Properties.Known(name, arn), Compose.Map(("Name", Compose.Text(name))).WithMark(owner), owner);

    private static List<Tag> Marks(IReadOnlyDictionary<string, string> tags) => [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
