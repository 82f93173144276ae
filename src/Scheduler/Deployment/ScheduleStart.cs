using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Planning;
using NodaTime;

namespace CostTool.Scheduler.Deployment;

/// <summary>Start dates that EventBridge Scheduler takes: it refuses those of the past (more than five minutes ago), on creation and on every later change.</summary>
public static class ScheduleStart
{
    /// <summary>The start date that means the same from now on: a rate keeps its phase; a date that is over says nothing about anything else.</summary>
    /// <param name="expression">EventBridge expression.</param>
    /// <param name="start">The start date of the plan; null for none.</param>
    /// <param name="asOf">Stands for now.</param>
    public static DateTimeOffset? From(string expression, DateTimeOffset? start, DateTimeOffset asOf)
    {
        if (start is not { } first || first > asOf) return start;
        if (PeriodOf(expression) is not { } period) return null;
        var passed = (asOf - first).Ticks / period.Ticks;
        return first + ((passed + 1) * period);
    }

    /// <summary>Whether two start dates of a schedule give the same fires once both are over: always, unless a rate has another phase.</summary>
    public static bool SamePhase(string expression, DateTimeOffset? one, DateTimeOffset? other) =>
        PeriodOf(expression) is not { } period || (one is null) == (other is null) && (one is null || (one.Value - other!.Value).Ticks % period.Ticks == 0);

    /// <summary>Whether a schedule never fires again: its one time or its end has passed. EventBridge refuses to create such a one.</summary>
    internal static bool IsOver(PlannedSchedule schedule, DateTimeOffset asOf) =>
        schedule.EndDate <= asOf
        || (EventBridgeExpression.Parse(schedule.Expression, EventBridgeService.Scheduler, "plan.json") is EventBridgeExpression.At once
            && once.Calendar(DateTimeZoneProviders.Tzdb[schedule.TimeZone], default).Next(Instant.FromDateTimeOffset(asOf)) is null);

    private static TimeSpan? PeriodOf(string expression) =>
        EventBridgeExpression.Parse(expression, EventBridgeService.Scheduler, "plan.json") is EventBridgeExpression.Rate rate ? rate.Period.ToTimeSpan() : null;
}
