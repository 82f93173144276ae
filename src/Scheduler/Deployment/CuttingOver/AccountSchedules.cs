using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Turns the schedules of a deployment on and off. Each is read whole, and written whole with its new state.</summary>
/// <param name="kind">The kind of schedules.</param>
/// <param name="state">The deployment, whose schedules are to be enabled.</param>
/// <param name="clock">Says now, as EventBridge refuses start dates that are over.</param>
public sealed class AccountSchedules(IResourceKind kind, DesiredState state, ISwitchClock clock) : IScheduleSwitch
{
    private readonly Dictionary<string, DesiredResource> planned = state.Resources.Where(resource => resource.Type == HeldSchedules.Type).ToDictionary(resource => resource.PhysicalName, StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<bool?> ReadAsync(string physicalName, CancellationToken cancellationToken) =>
        await kind.FindAsync(physicalName, cancellationToken).ConfigureAwait(false) is { } live ? Owned(live).Properties["State"] is not TextValue { Text: "DISABLED" } : null;

    /// <inheritdoc />
    public async Task SetAsync(string physicalName, bool enabled, CancellationToken cancellationToken)
    {
        var live = await kind.FindAsync(physicalName, cancellationToken).ConfigureAwait(false)
            ?? throw new ProblemException(new Problem($"there is no schedule `{physicalName}`", state.Name, "apply the plan first"));
        var properties = HeldSchedules.WithState(Owned(live).Properties, enabled);
        // A description that was cut to make room for the mark is whole again when the mark goes.
        if (enabled && planned.GetValueOrDefault(physicalName)?.Properties["Description"] is { } description)
            properties = new MapValue(properties.Members.Where(member => member.Key != "Description").Append(new("Description", description)));
        var desired = new DesiredResource(planned.GetValueOrDefault(physicalName)?.LogicalId ?? physicalName, live.Type, live.PhysicalName, Startable(properties));
        var token = CanonicalText.Sha256($"{state.Name}\n{physicalName}\n{enabled}\n{clock.Now.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture)}");
        await kind.UpdateAsync(desired, live, token, cancellationToken).ConfigureAwait(false);
    }

    private LiveResource Owned(LiveResource live) => live.Owner == state.Name
        ? live
        : throw new ProblemException(new Problem($"the schedule `{live.PhysicalName}` does not belong to the deployment", state.Name, "`costtool schedule adopt` takes it over"));

    private MapValue Startable(MapValue properties)
    {
        if (properties["StartDate"] is not TextValue { Text: var text } || properties["ScheduleExpression"] is not TextValue { Text: var expression }) return properties;
        var start = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var moved = ScheduleStart.From(expression, start, clock.Now.ToDateTimeOffset());
        if (moved == start) return properties;
        var others = properties.Members.Where(member => member.Key != "StartDate");
        return new MapValue(moved is { } ahead ? others.Append(new("StartDate", new TextValue(ahead.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))) : others);
    }
}
