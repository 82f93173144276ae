using System.Runtime.CompilerServices;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Alarms. Putting one replaces all of it but its tags.</summary>
internal sealed class AlarmKind(IAmazonCloudWatch client, ServiceCalls calls) : IResourceKind
{
    private const int NamesAtOnce = 100;

    private static readonly string[] NotSet = ["AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateReason", "StateReasonData", "StateUpdatedTimestamp", "StateValue", "StateTransitionedTimestamp", "EvaluationState"];

    public string Type => "AWS::CloudWatch::Alarm";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "AlarmName" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        await foreach (var alarm in ListAsync(new DescribeAlarmsRequest { AlarmNames = [physicalName] }, cancellationToken).ConfigureAwait(false)) return await LiveAsync(alarm, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var alarm in await ReadAsync(deployment, [], cancellationToken).ConfigureAwait(false)) yield return alarm;
    }

    public async Task<IReadOnlyList<LiveResource>> ReadAsync(string deployment, IReadOnlyCollection<string> physicalNames, CancellationToken cancellationToken)
    {
        var prefix = $"{deployment}-";
        var found = new List<MetricAlarm>();
        await foreach (var alarm in ListAsync(new DescribeAlarmsRequest { AlarmNamePrefix = prefix }, cancellationToken).ConfigureAwait(false)) found.Add(alarm);
        foreach (var names in physicalNames.Where(name => !name.StartsWith(prefix, StringComparison.Ordinal)).Chunk(NamesAtOnce))
            await foreach (var alarm in ListAsync(new DescribeAlarmsRequest { AlarmNames = [.. names] }, cancellationToken).ConfigureAwait(false)) found.Add(alarm);
        var read = await Task.WhenAll(found.Select(alarm => LiveAsync(alarm, cancellationToken))).ConfigureAwait(false);
        return [.. read.OfType<LiveResource>().Where(alarm => alarm.Owner == deployment || physicalNames.Contains(alarm.PhysicalName))];
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        // PutMetricAlarm overwrites whatever has the name: look before.
        if (await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false) is { } there) Properties.RefuseForeign(resolved, there.Owner, deployment);
        return await PutAsync(resolved, deployment, cancellationToken).ConfigureAwait(false);
    }

    public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) => PutAsync(resolved, live.Owner!, cancellationToken);

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteAlarms", live.PhysicalName, Properties.NotFound, () => client.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = [live.PhysicalName] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceARN = live.Attributes["Arn"], Tags = [new Tag { Key = Ownership.TagKey, Value = deployment }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task<LiveResource> PutAsync(DesiredResource resolved, string deployment, CancellationToken cancellationToken)
    {
        var request = Shape.Write<PutMetricAlarmRequest>(resolved.Properties.Without("Tags"), resolved.LogicalId);
        request.Tags = [.. resolved.Tags(deployment).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        await calls.ChangeAsync("PutMetricAlarm", resolved.PhysicalName, () => client.PutMetricAlarmAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false) ?? throw new Deployment.Applying.AccountFaultException($"the alarm `{resolved.PhysicalName}` is not seen yet", Deployment.Applying.FaultEffect.None);
    }

    private async IAsyncEnumerable<MetricAlarm> ListAsync(DescribeAlarmsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await calls.ReadAsync("DescribeAlarms", request.AlarmNamePrefix ?? request.AlarmNames![0], () => client.DescribeAlarmsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var alarm in page.MetricAlarms ?? []) yield return alarm;
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    private async Task<LiveResource?> LiveAsync(MetricAlarm alarm, CancellationToken cancellationToken)
    {
        var tags = await calls.FindAsync("ListTagsForResource", alarm.AlarmName!, Properties.NotFound, () => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = alarm.AlarmArn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (tags is null) return null;
        var owner = tags.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;
        return new LiveResource(Type, alarm.AlarmName!, Properties.Known(alarm.AlarmName!, alarm.AlarmArn), Shape.Read(alarm, NotSet).WithMark(owner), owner);
    }
}
