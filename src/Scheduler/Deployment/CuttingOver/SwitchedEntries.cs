using System.Globalization;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Planning;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>The entries of a plan that change sides.</summary>
public static class SwitchedEntries
{
    private const string Rows = "django_celery_beat_periodictask id ";

    /// <summary>Every entry that the plan launches and whose schedules are to be enabled, in the order of the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="settings">What is deployed of it.</param>
    /// <param name="state">The state of both, for the names of the schedules.</param>
    /// <param name="confirmed">Names of entries of which the owner says that beat no longer has them.</param>
    /// <param name="asOf">Stands for now: schedules that are over take no part.</param>
    public static IReadOnlyList<SwitchedEntry> Of(SchedulePlan plan, DeploymentSettings settings, DesiredState state, IReadOnlySet<string> confirmed, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(confirmed);
        var names = ScheduleResources.NamesOf(DeployedEntry.Of(plan, settings), state.Name, asOf);
        return
        [
            .. names.GroupBy(named => named.Entry.Row.ScheduleId, StringComparer.Ordinal)
                .Select(group => (group.First().Entry, Schedules: group.Where(named => named.Schedule.Enabled).Select(named => Schedule(named.PhysicalName, named.Schedule, asOf)).ToList()))
                .Where(pair => pair.Schedules.Count > 0)
                .Select(pair => new SwitchedEntry
                {
                    Id = pair.Entry.Row.ScheduleId,
                    Row = PlannedRow.Of(pair.Entry.Row),
                    Origin = pair.Entry.Row.Origin,
                    RowId = RowIdOf(pair.Entry.Row.Origin),
                    Schedules = pair.Schedules,
                    Confirmed = confirmed.Contains(pair.Entry.Row.Entry),
                }),
        ];
    }

    /// <summary>Logical ids of the schedules of these entries.</summary>
    public static IReadOnlySet<string> LogicalIdsOf(IEnumerable<SwitchedEntry> entries, DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(state);
        var names = entries.SelectMany(entry => entry.Schedules).Select(schedule => schedule.PhysicalName).ToHashSet(StringComparer.Ordinal);
        return state.Resources.Where(resource => resource.Type == HeldSchedules.Type && names.Contains(resource.PhysicalName)).Select(resource => resource.LogicalId).ToHashSet(StringComparer.Ordinal);
    }

    private static SwitchedSchedule Schedule(string physicalName, PlannedSchedule schedule, DateTimeOffset asOf)
    {
        var expression = EventBridgeExpression.Parse(schedule.Expression, EventBridgeService.Scheduler, "plan.json");
        var calendar = expression.Calendar(DateTimeZoneProviders.Tzdb[schedule.TimeZone], At(schedule.StartDate ?? asOf));
        return new SwitchedSchedule(
            physicalName,
            expression is EventBridgeExpression.At ? calendar : new BoundedFireTimes(calendar, schedule.StartDate is { } start ? At(start) : null, schedule.EndDate is { } end ? At(end) : null),
            Duration.FromMinutes(schedule.FlexibleWindowMinutes));
    }

    private static Instant At(DateTimeOffset at) => Instant.FromDateTimeOffset(at);

    private static long? RowIdOf(string origin) =>
        origin.StartsWith(Rows, StringComparison.Ordinal) && long.TryParse(origin.AsSpan(Rows.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
