using System.Globalization;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Makes a rate, or a daily cron, of an interval.</summary>
/// <remarks>
/// Celery adds an interval to the last run on the wall clock. Of whole days that is what is meant: one of a day stays at its time of day when the clocks move, and a rate would not.
/// Of less, elapsed time is taken as meant, as a rate counts it, and what Celery does in the nights when the clocks move is listed.
/// With <c>relative</c> the sum is rounded down to the interval's own unit, so 90 minutes become every 60: the period that is observed is compiled.
/// </remarks>
internal static class IntervalCompiler
{
    private const int MinutesPerDay = 24 * 60;
    private const string Keep = "keep this entry on a worker that always runs; or round it to whole minutes, if that is what you want";
    private const int MostFiresCompared = 500;

    /// <summary>Expressions of an interval.</summary>
    /// <param name="schedule">The interval.</param>
    /// <param name="lastRun">Last run, which sets the phase; null when it never ran.</param>
    /// <param name="notBefore">The entry's own start; null for none.</param>
    /// <param name="zone">The entry's zone.</param>
    /// <param name="options">Start of the schedules and rules.</param>
    public static Draft Compile(CelerySchedule.Interval schedule, Instant? lastRun, Instant? notBefore, DateTimeZone zone, CompilerOptions options)
    {
        var celery = new CeleryInterval(schedule, zone, options.CeleryVersion);
        Duration every = Duration.FromTimeSpan(celery.ObservedPeriod);
        string written = string.Create(CultureInfo.InvariantCulture, $"{schedule.Every.TotalSeconds:0.######} s");
        if (every < Duration.FromMinutes(1)) return Draft.Refuse($"every {written} is below EventBridge's finest step of one minute; each launch is billed a minute at least, so it could not pay either", "keep this entry on a worker that always runs");
        if (every.BclCompatibleTicks % TimeSpan.TicksPerMinute != 0) return Draft.Refuse($"every {written} is not a whole number of minutes, and EventBridge takes nothing else", Keep);

        int minutes = (int)every.TotalMinutes;
        bool moves = OffsetChange.Between(zone, options.Start, CrontabCompiler.EndOf(options, zone)).Any();
        Instant first = First(schedule, every, lastRun, notBefore, zone, options.Start);
        List<string> caveats = lastRun is null ? ["it never ran, so its phase is counted from now: Celery counts it from the start of beat"] : [];
        if (schedule.Relative && every != Duration.FromTimeSpan(schedule.Every)) caveats.Add($"written as every {written}, but rounding down (relative) makes Celery run it every {minutes} minutes, which is what was compiled");

        LocalDateTime local = first.InZone(zone).LocalDateTime;
        if (schedule.Relative && minutes >= 60 && MinutesPerDay % minutes == 0)
        {
            // On the hour, at the hours of its phase; midnight for a day.
            int[] hours = [.. Enumerable.Range(0, MinutesPerDay / minutes).Select(i => minutes == MinutesPerDay ? 0 : (local.Hour + (i * minutes / 60)) % 24).Order()];
            return Daily(hours, 0, celery, zone, options, caveats);
        }

        if (moves && minutes == MinutesPerDay && options.Service == EventBridgeService.Scheduler)
        {
            if (local.Second != 0 || local.NanosecondOfSecond != 0) caveats.Add("the seconds of the last run are dropped: EventBridge is precise to the minute");
            return Daily([local.Hour], local.Minute, celery, zone, options, caveats);
        }

        bool byWallClock = moves && (minutes % MinutesPerDay == 0 || (schedule.Relative && minutes >= 60));
        var rate = EventBridgeExpression.Parse(EventBridgeExpression.Rate.OfMinutes(minutes).ToString(), options.Service, "compiled");
        CalendarProof proof = Compare(rate, every, first, byWallClock, zone, options);
        if (byWallClock) caveats.Add("a rate counts elapsed time, so its local time moves when the clocks do; Celery keeps the local time");
        bool phaseLost = options.Service == EventBridgeService.Rules;
        if (phaseLost) caveats.Add("the phase of a rule's rate is when the rule is created: it will not be the one of the last run");
        return new Draft(proof.Equal && !phaseLost ? CompilationVerdict.Exact : CompilationVerdict.Approximate, [new DraftExpression(rate, "UTC", phaseLost ? null : first)])
        {
            Proof = proof,
            CeleryDifferences = byWallClock ? null : new IntervalComparison(celery, rate.Calendar(zone, first), zone).Of(first, CrontabCompiler.EndOf(options, zone)),
            Caveats = caveats,
        };
    }

    /// <summary>The next fire of an interval that runs once.</summary>
    public static Instant NextOf(CelerySchedule.Interval schedule, Instant? lastRun, Instant? notBefore, DateTimeZone zone, Instant start) =>
        First(schedule, Duration.FromTimeSpan(new CeleryInterval(schedule, zone, CeleryVersion.Newest).ObservedPeriod), lastRun, notBefore, zone, start);

    private static Draft Daily(int[] hours, int minute, CeleryInterval celery, DateTimeZone zone, CompilerOptions options, List<string> caveats)
    {
        var star = new CrontabField.Text("*");
        var fields = new CelerySchedule.Crontab(new CrontabField.Number(minute),
            new CrontabField.List([.. hours.Select(hour => hour.ToString(CultureInfo.InvariantCulture))]), star, star, star);
        if (!CeleryCrontab.TryParse(fields, options.CeleryVersion, out var crontab, out _)) throw new InvalidOperationException("a time of day is a crontab");

        var intended = new WallClockCalendar(crontab, zone);
        Draft draft = CrontabCompiler.Compile(crontab, zone, options);
        return draft with
        {
            // The loop of a crontab is not the one of an interval.
            CeleryDifferences = intended.Next(options.Start) is { } first ? new IntervalComparison(celery, intended, zone).Of(first, CrontabCompiler.EndOf(options, zone)) : null,
            Caveats = [.. caveats, .. draft.Caveats],
        };
    }

    private static TimeSpan UnitOf(TimeSpan every) => every switch
    {
        _ when every >= TimeSpan.FromDays(1) => TimeSpan.FromDays(1),
        _ when every >= TimeSpan.FromHours(1) => TimeSpan.FromHours(1),
        _ when every >= TimeSpan.FromMinutes(1) => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromSeconds(1),
    };

    /// <summary>The first fire not before the start: the last run and so many periods, or the entry's own start where it never ran.</summary>
    private static Instant First(CelerySchedule.Interval schedule, Duration every, Instant? lastRun, Instant? notBefore, DateTimeZone zone, Instant start)
    {
        Instant first = lastRun is { } last ? last + Duration.FromTimeSpan(schedule.Every)
            : notBefore is { } own && own > start ? own
            : start + Duration.FromTimeSpan(schedule.Every);
        if (schedule.Relative) first = RoundedDown(first, UnitOf(schedule.Every), zone);
        Instant earliest = notBefore is { } bound ? Instant.Max(bound, start) : start;
        if (first >= earliest || every <= Duration.Zero) return first;
        return new RateFireTimes(every, first).Next(earliest - Duration.Epsilon)!.Value;
    }

    private static Instant RoundedDown(Instant at, TimeSpan unit, DateTimeZone zone)
    {
        LocalDateTime local = at.InZone(zone).LocalDateTime;
        LocalTime time = LocalTime.FromTicksSinceMidnight(local.TickOfDay / unit.Ticks * unit.Ticks);
        return (local.Date + time).InZoneLeniently(zone).ToInstant();
    }

    /// <summary>The rate's fires beside the intended ones, each counted up in its own way; all of the span where they follow the wall clock.</summary>
    private static CalendarProof Compare(EventBridgeExpression rate, Duration every, Instant first, bool byWallClock, DateTimeZone zone, CompilerOptions options)
    {
        Instant until = CrontabCompiler.EndOf(options, zone);
        IFireTimes calendar = rate.Calendar(zone, first);
        LocalDateTime start = first.InZone(zone).LocalDateTime;
        long differ = 0;
        List<DifferingInstant> differences = [];
        Instant after = options.Start - Duration.Epsilon;
        for (int i = 0; byWallClock || i < MostFiresCompared; i++)
        {
            Instant intended = byWallClock ? start.PlusMinutes(i * (long)every.TotalMinutes).InZoneLeniently(zone).ToInstant() : first + (every * i);
            if (intended > until || calendar.Next(after) is not { } fire) break;
            after = fire;
            if (fire == intended) continue;
            differ++;
            if (differences.Count < CalendarProof.Listed) differences.Add(new DifferingInstant(intended, DifferenceKind.Missing, "wall-clock"));
        }

        return new CalendarProof(options.Start, until, 0, OffsetChange.Between(zone, options.Start, until).Count(), differ, differences);
    }
}
