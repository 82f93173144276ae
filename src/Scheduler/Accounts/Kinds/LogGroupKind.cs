using System.Runtime.CompilerServices;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Log groups with their retention. A key of encryption that someone gave one stays, and is not compared.</summary>
internal sealed class LogGroupKind(IAmazonCloudWatchLogs client, ServiceCalls calls) : IResourceKind
{
    public string Type => "AWS::Logs::LogGroup";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "LogGroupName" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        await foreach (var group in ListAsync(physicalName, cancellationToken).ConfigureAwait(false))
            if (group.LogGroupName == physicalName) return await LiveAsync(group, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var group in ListAsync($"/costtool/{deployment}", cancellationToken).ConfigureAwait(false))
            if (await LiveAsync(group, cancellationToken).ConfigureAwait(false) is { } live && live.Owner == deployment) yield return live;
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        var request = new CreateLogGroupRequest { LogGroupName = name, Tags = resolved.Tags(deployment).ToDictionary() };
        var made = await calls.ChangeUnlessAsync("CreateLogGroup", name, "ResourceAlreadyExistsException", () => client.CreateLogGroupAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        var there = await FindAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new Deployment.Applying.AccountFaultException($"the log group `{name}` is not seen yet", Deployment.Applying.FaultEffect.None);
        if (made is null) Properties.RefuseForeign(resolved, there.Owner, deployment);
        return await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        var days = resolved.Properties["RetentionInDays"];
        if (days is NumberValue number && !days.Equals(live.Properties["RetentionInDays"]))
            await calls.ChangeAsync("PutRetentionPolicy", live.PhysicalName, () => client.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = live.PhysicalName, RetentionInDays = (int)number.Number }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return live with { Properties = live.Properties.With(("RetentionInDays", days)) };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteLogGroup", live.PhysicalName, Properties.NotFound, () => client.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = live.PhysicalName }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = Taggable(live.Attributes["Arn"]), Tags = new Dictionary<string, string> { [Ownership.TagKey] = deployment } }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async IAsyncEnumerable<LogGroup> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new DescribeLogGroupsRequest { LogGroupNamePrefix = prefix, NextToken = next };
            var page = await calls.ReadAsync("DescribeLogGroups", prefix, () => client.DescribeLogGroupsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var group in page.LogGroups ?? []) yield return group;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<LiveResource?> LiveAsync(LogGroup group, CancellationToken cancellationToken)
    {
        var tags = await calls.FindAsync("ListTagsForResource", group.LogGroupName!, Properties.NotFound, () => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = Taggable(group.Arn!) }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (tags is null) return null;
        var owner = tags.Tags?.GetValueOrDefault(Ownership.TagKey);
        var properties = Compose.Map(("LogGroupName", Compose.Text(group.LogGroupName!)), ("RetentionInDays", group.RetentionInDays is { } days ? Compose.Number(days) : null)).WithMark(owner);
        return new LiveResource(Type, group.LogGroupName!, Properties.Known(group.LogGroupName!, group.Arn), properties, owner);
    }

    // The ARN that the list gives ends in `:*`, which tags are refused by.
    private static string Taggable(string arn) => arn.EndsWith(":*", StringComparison.Ordinal) ? arn[..^2] : arn;
}
