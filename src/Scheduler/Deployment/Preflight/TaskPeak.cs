using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Planning;
using NodaTime;

namespace CostTool.Scheduler.Deployment.Preflight;

/// <summary>How many tasks may run at the same time.</summary>
public static class TaskPeak
{
    // Five weeks hold the first and the last of a month and every day of a week.
    private static readonly Duration Horizon = Duration.FromDays(35);

    // A schedule that fires more often overlaps with itself in the same way all the time: its own peak is added to that of the others.
    private const int MostFires = 2_000;

    /// <summary>The most tasks at once if every run took until its hard limit, start and stop included, while every pool has all workers that it may have: what no day exceeds, and few come near to.</summary>
    /// <param name="plan">The saved plan.</param>
    /// <param name="settings">Where and how tasks run.</param>
    /// <param name="from">Now.</param>
    public static int Of(PlanFile plan, DeploymentSettings settings, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var start = Instant.FromDateTimeOffset(from);
        var always = 0;
        List<(Instant At, int Change)> moves = [];
        foreach (var entry in DeployedEntry.Of(plan.Plan, settings))
        {
            var length = Duration.FromSeconds(ScheduleResources.TimeoutSeconds(entry));
            foreach (var schedule in entry.Launch.Schedules)
            {
                Instant[] fires = [.. Fires(schedule, start).Take(MostFires)];
                List<(Instant, int)> own = [.. fires.SelectMany(fire => new[] { (fire, 1), (fire + length, -1) })];
                if (fires.Length == MostFires) always += Peak(own);
                else moves.AddRange(own);
            }
        }

        return always + Peak(moves) + Workers(settings.Dispatch);
    }

    private static int Workers(DispatchDeployment? dispatch) => dispatch is null ? 0 : dispatch.Pools.Sum(pool => pool.MaxWorkers) + (dispatch.Service is null ? 0 : 1);

    private static IEnumerable<Instant> Fires(PlannedSchedule schedule, Instant from)
    {
        var expression = EventBridgeExpression.Parse(schedule.Expression, EventBridgeService.Scheduler, "plan.json");
        var begin = schedule.StartDate is { } start ? Instant.FromDateTimeOffset(start) : from;
        var until = schedule.EndDate is { } end ? Instant.Min(from + Horizon, Instant.FromDateTimeOffset(end)) : from + Horizon;
        return expression.Calendar(DateTimeZoneProviders.Tzdb[schedule.TimeZone], begin).After(from, until);
    }

    // At one instant tasks end before others begin.
    private static int Peak(IEnumerable<(Instant At, int Change)> moves)
    {
        int now = 0, most = 0;
        foreach (var (_, change) in moves.OrderBy(move => move.At).ThenBy(move => move.Change)) most = Math.Max(most, now += change);
        return most;
    }
}
