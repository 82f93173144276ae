using System.Runtime.CompilerServices;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Schedules of EventBridge Scheduler, named <c>group/name</c>. They take no tags: their description starts with the mark.</summary>
/// <param name="client">The service.</param>
/// <param name="calls">Its pace.</param>
/// <param name="memory">What is known from earlier.</param>
/// <param name="clock">Now: a start date that is over says nothing but the phase of a rate.</param>
internal sealed class ScheduleKind(IAmazonScheduler client, ServiceCalls calls, IScheduleMemory memory, Func<DateTimeOffset> clock) : IResourceKind
{
    private const int PageSize = 100;
    private const int ReadsAtOnce = 64;

    private static readonly string[] NotSet = ["Arn", "CreationDate", "LastModificationDate"];

    public string Type => "AWS::Scheduler::Schedule";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "Name", "GroupName" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        var (group, name) = Split(physicalName);
        return await GetAsync(group, name, null, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var schedule in await ReadAsync(deployment, [], cancellationToken).ConfigureAwait(false)) yield return schedule;
    }

    public async Task<IReadOnlyList<LiveResource>> ReadAsync(string deployment, IReadOnlyCollection<string> physicalNames, CancellationToken cancellationToken)
    {
        var named = physicalNames.ToHashSet(StringComparer.Ordinal);
        var found = new List<LiveResource>();
        foreach (var group in named.Select(name => Split(name).Group).Append(deployment).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var listed = await ListAsync(group, cancellationToken).ConfigureAwait(false);
            foreach (var some in listed.Chunk(ReadsAtOnce))
                found.AddRange((await Task.WhenAll(some.Select(summary => ReadAsync(group, summary, cancellationToken))).ConfigureAwait(false)).OfType<LiveResource>());
        }

        return [.. found.Where(schedule => schedule.Owner == deployment || named.Contains(schedule.PhysicalName))];
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var request = Shape.Write<CreateScheduleRequest>(Ahead(resolved), resolved.LogicalId);
        request.ClientToken = clientToken;
        var made = await calls.ChangeUnlessAsync("CreateSchedule", resolved.PhysicalName, "ConflictException", () => client.CreateScheduleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (made?.ScheduleArn is { } arn)
        {
            // Not listed yet: it counts while the list says that nobody changed it since it was made.
            memory.Put(arn, new RememberedSchedule(null, "", CanonicalText.Of(resolved.Properties)));
            return Live(resolved.PhysicalName, arn, resolved.Properties);
        }

        // Its group may be on its way out: then it is not there, and the conflict passes.
        var there = await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false)
            ?? throw new AccountFaultException($"`{resolved.PhysicalName}` is there and is not", FaultEffect.None);
        Properties.RefuseForeign(resolved, there.Owner, deployment);
        return Comparison.Matches(resolved, there, deployment, this) ? there : await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        // What is left out falls back to the service's default: the desired properties are complete, so that this is the whole.
        var request = Shape.Write<UpdateScheduleRequest>(Ahead(resolved), resolved.LogicalId);
        request.ClientToken = clientToken;
        memory.Forget(live.Attributes["Arn"]);
        var arn = (await calls.ChangeAsync("UpdateSchedule", resolved.PhysicalName, () => client.UpdateScheduleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false)).ScheduleArn!;
        return Live(resolved.PhysicalName, arn, resolved.Properties);
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var (group, name) = Split(live.PhysicalName);
        memory.Forget(live.Attributes["Arn"]);
        await calls.ChangeUnlessAsync("DeleteSchedule", live.PhysicalName, Properties.NotFound, () => client.DeleteScheduleAsync(new DeleteScheduleRequest { GroupName = group, Name = name }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken)
    {
        var (group, name) = Split(live.PhysicalName);
        var now = await calls.ReadAsync("GetSchedule", live.PhysicalName, () => client.GetScheduleAsync(new GetScheduleRequest { GroupName = group, Name = name }, cancellationToken), cancellationToken).ConfigureAwait(false);
        var whole = Shape.Read(now, NotSet);
        var marked = whole.With(("Description", new TextValue(Ownership.Describe(deployment, now.Description ?? ""))));
        var request = Shape.Write<UpdateScheduleRequest>(Ahead(new DesiredResource("", Type, live.PhysicalName, marked)), live.PhysicalName);
        memory.Forget(now.Arn!);
        await calls.ChangeAsync("UpdateSchedule", live.PhysicalName, () => client.UpdateScheduleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public bool MeansTheSame(DesiredResource desired, LiveResource live, PropertyDifference difference)
    {
        if (difference.Path != "StartDate" || desired.Properties.TextOrNull("ScheduleExpression") is not { } expression || live.Properties.TextOrNull("ScheduleExpression") != expression) return false;
        return ScheduleStart.From(expression, Date(live.Properties), clock()) == ScheduleStart.From(expression, Date(desired.Properties), clock());
    }

    private async Task<LiveResource?> ReadAsync(string group, ScheduleSummary summary, CancellationToken cancellationToken)
    {
        var modified = new DateTimeOffset(summary.LastModificationDate!.Value.ToUniversalTime());
        var said = $"{summary.State?.Value} {summary.Target?.Arn}";
        if (memory.Get(summary.Arn!) is { } remembered)
        {
            if (remembered.LastModified == modified && remembered.Listed == said) return Live($"{group}/{summary.Name}", summary.Arn!, Parse(remembered));
            if (remembered.LastModified is null && summary.CreationDate == summary.LastModificationDate)
            {
                memory.Put(summary.Arn!, remembered with { LastModified = modified, Listed = said });
                return Live($"{group}/{summary.Name}", summary.Arn!, Parse(remembered));
            }
        }

        return await GetAsync(group, summary.Name!, said, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LiveResource?> GetAsync(string group, string name, string? listed, CancellationToken cancellationToken)
    {
        var physicalName = $"{group}/{name}";
        var got = await calls.FindAsync("GetSchedule", physicalName, Properties.NotFound, () => client.GetScheduleAsync(new GetScheduleRequest { GroupName = group, Name = name }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (got is null) return null;
        var properties = Shape.Read(got, NotSet);
        if (listed is not null && listed == $"{got.State?.Value} {got.Target?.Arn}")
            memory.Put(got.Arn!, new RememberedSchedule(new DateTimeOffset(got.LastModificationDate!.Value.ToUniversalTime()), listed, CanonicalText.Of(properties)));
        return Live(physicalName, got.Arn!, properties);
    }

    private async Task<IReadOnlyList<ScheduleSummary>> ListAsync(string group, CancellationToken cancellationToken)
    {
        var all = new List<ScheduleSummary>();
        string? next = null;
        do
        {
            var request = new ListSchedulesRequest { GroupName = group, MaxResults = PageSize, NextToken = next };
            var page = await calls.FindAsync("ListSchedules", group, Properties.NotFound, () => client.ListSchedulesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            all.AddRange(page?.Schedules ?? []);
            next = page?.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return all;
    }

    private LiveResource Live(string physicalName, string arn, MapValue properties) =>
        new(Type, physicalName, Properties.Known(Split(physicalName).Name, arn), properties, Ownership.OwnerIn(properties.TextOrNull("Description")));

    private static MapValue Parse(RememberedSchedule remembered) => (MapValue)CanonicalProperties.Parse(remembered.PropertiesJson);

    // Start dates of the past are refused; the one that means the same lies ahead.
    private MapValue Ahead(DesiredResource resource) => resource.Properties.TextOrNull("ScheduleExpression") is { } expression && Date(resource.Properties) is { } start
        ? resource.Properties.With(("StartDate", ScheduleStart.From(expression, start, clock()) is { } ahead ? new TextValue(ahead.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", System.Globalization.CultureInfo.InvariantCulture)) : null))
        : resource.Properties;

    private static DateTimeOffset? Date(MapValue properties) => properties.TextOrNull("StartDate") is { } text ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static (string Group, string Name) Split(string physicalName) => physicalName.Split('/', 2) is [var group, var name] ? (group, name) : ("default", physicalName);
}
