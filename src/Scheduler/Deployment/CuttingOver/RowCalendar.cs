using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Calendars.Solar;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>When beat sends what a row says, as seen from its last run, and the last run that a row is given when it is enabled again.</summary>
public static class RowCalendar
{
    /// <summary>The fires of an enabled row; null where they cannot be known as instants.</summary>
    /// <param name="entry">The row.</param>
    /// <param name="version">Release of Celery.</param>
    /// <param name="now">Stands for the last run of an interval that never ran: beat counts from when it read the row.</param>
    public static IFireTimes? Of(CeleryEntry entry, CeleryVersion version, Instant now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is not { } zone) return null;
        var calendar = entry.Schedule switch
        {
            CelerySchedule.Crontab fields => CeleryCrontab.TryParse(fields, version, out var crontab, out _) && !crontab.IsImpossible ? new CeleryCalendar(crontab, zone, version) : null,
            CelerySchedule.Interval interval => new CeleryInterval(interval, zone, version) is { SendsWithoutPause: false } every ? new PhasedFireTimes(every, At(entry.LastRun) ?? now, Duration.FromTimeSpan(every.ObservedPeriod)) : null,
            CelerySchedule.Clocked clocked => new OneTimeFireTimes(LocalDateTime.FromDateTime(clocked.At.UtcDateTime), DateTimeZone.Utc),
            CelerySchedule.Solar solar => new SolarFireTimes(SolarEvent.Of(solar.Event, entry.Origin), solar.Latitude, solar.Longitude, entry.Origin),
            _ => (IFireTimes?)null,
        };
        return calendar is null || (entry.StartTime is null && entry.Expires is null) ? calendar : new BoundedFireTimes(calendar, At(entry.StartTime), At(entry.Expires));
    }

    /// <summary>The last run with which beat neither makes up for what EventBridge ran nor leaves out what comes next.</summary>
    /// <remarks>
    /// Beat sends at once when a fire lies between the last run and now, and Django itself empties the last run of a row that it saves disabled, which beat takes for the moment at which it reads the row:
    /// a beat that is down at that moment would leave out what is due until it is up. So a crontab and an event of the sun count from now: every fire up to now was EventBridge's, the next is beat's, even
    /// when beat comes up late. An interval counts from EventBridge's last fire and so keeps its phase. What is clocked does not look at its last run.
    /// </remarks>
    public static Instant LastRun(CelerySchedule schedule, IReadOnlyList<SwitchedSchedule> schedules, Instant now)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        if (schedule is not CelerySchedule.Interval interval) return now;
        var period = Duration.FromTimeSpan(interval.Every);
        return schedules.SelectMany(one => one.Calendar.After(now - period - Duration.Epsilon, now)).DefaultIfEmpty(now).Max();
    }

    /// <summary>Whether a wall clock shows this time the second time. Beat from 5.5.2 on takes a last run of such a time for overdue and sends without a pause.</summary>
    public static bool IsSecondPass(string timeZone, Instant at)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is not { } zone) return false;
        var mapping = zone.MapLocal(at.InZone(zone).LocalDateTime);
        return mapping.Count == 2 && mapping.Last().ToInstant() == at;
    }

    private static Instant? At(DateTimeOffset? at) => at is { } instant ? Instant.FromDateTimeOffset(instant) : null;
}

/// <summary>The fires of an interval that are known from one last run: each is the last run of the next.</summary>
/// <param name="interval">Gives the fire after a last run.</param>
/// <param name="lastRun">The last run that is known.</param>
/// <param name="period">Time between fires.</param>
public sealed class PhasedFireTimes(IFireTimes interval, Instant lastRun, Duration period) : IFireTimes
{
    private static readonly Duration Walked = Duration.FromDays(2);

    /// <inheritdoc />
    public Instant? Next(Instant after)
    {
        var at = lastRun;
        // A short interval keeps its phase over whole periods; only the last days, in which a clock may have changed, are walked.
        if (period < Duration.FromDays(1) && after - at > Walked) at += period * (long)Math.Floor((after - at - Duration.FromDays(1)) / period);
        while (interval.Next(at) is { } next)
        {
            if (next > after) return next;
            at = next;
        }

        return null;
    }
}
