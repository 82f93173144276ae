using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Calendars.Solar;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Turns an entry of Celery's beat into EventBridge schedules.</summary>
public static class ScheduleCompiler
{
    private const int MostSolarDays = 60;
    private static readonly int LastYear = CronField.Year.Last;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(3_653);

    /// <summary>Compiles an entry; never throws for what an entry may hold, but refuses it with a reason.</summary>
    public static CompiledSchedule Compile(CeleryEntry entry, CompilerOptions options)
    {
        SendOptions sending = SendOptions.Of(entry);
        Draft draft = DraftOf(entry, options);
        bool once = draft.Expressions is [{ Expression: EventBridgeExpression.At }, ..];
        Instant? notBefore = entry.StartTime is { } start && ToInstant(start) > options.Start ? ToInstant(start) : null;
        Instant? notAfter = entry.Expires is { } end ? ToInstant(end) : null;
        return new CompiledSchedule
        {
            Entry = entry,
            Verdict = draft.Verdict,
            Expressions =
            [
                .. draft.Expressions.Select(part => new CompiledExpression(
                    ScheduleName.Of(entry.Name, draft.Expressions.Count > 1 ? $"{part.Expression} {part.TimeZone}" : null),
                    part.Expression, part.TimeZone,
                    once ? null : part.StartDate ?? notBefore,
                    once ? null : notAfter,
                    FlexibleWindowMinutes: 0, DeleteAfterCompletion: once, entry.Enabled)).OrderBy(part => part.Name, StringComparer.Ordinal),
            ],
            Proof = draft.Proof,
            CeleryDifferences = draft.CeleryDifferences,
            Guard = draft.Guard,
            Refusal = draft.Refusal,
            MaximumEventAgeSeconds = draft.Expressions.Count == 0 ? null : sending.MaximumEventAgeSeconds,
            RenewBefore = draft.RenewBefore,
            Caveats = [.. draft.Caveats, .. sending.Caveats],
        };
    }

    private static Draft DraftOf(CeleryEntry entry, CompilerOptions options)
    {
        if (entry.Schedule is CelerySchedule.Custom custom) return Draft.Refuse($"`{custom.Description}` is code, not data: what it answers cannot be known here", "keep this entry on a worker, or write it as a crontab");
        if (entry.Expires is { } expires && ToInstant(expires) <= options.Start) return Draft.Refuse($"it expired at {Text(ToInstant(expires))}", "delete the entry, or move its expiry");
        bool bounded = entry.StartTime is not null || entry.Expires is not null;
        bool rules = options.Service == EventBridgeService.Rules;
        if (rules && bounded) return Draft.Refuse("rules of an event bus have no start or end date", "create it with EventBridge Scheduler");
        if (rules && (entry.OneOff || entry.Schedule is CelerySchedule.Clocked or CelerySchedule.Solar)) return Draft.Refuse("rules of an event bus have no at(...)", "create it with EventBridge Scheduler");
        if (entry.Schedule is CelerySchedule.Clocked clocked) return Clocked(ToInstant(clocked.At), options);
        // Offsets such as UTC+05:30 are not in the list, though NodaTime makes zones of them.
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is not { } zone || entry.TimeZone.StartsWith("UTC+", StringComparison.Ordinal) || entry.TimeZone.StartsWith("UTC-", StringComparison.Ordinal)) return Draft.Refuse($"`{entry.TimeZone}` is not a time zone of the IANA list", "write a name such as Europe/Paris");

        Instant? lastRun = entry.LastRun is { } run ? ToInstant(run) : null;
        Instant? notBefore = entry.StartTime is { } start ? ToInstant(start) : null;
        switch (entry.Schedule)
        {
            case CelerySchedule.Crontab fields:
                if (!CeleryCrontab.TryParse(fields, options.CeleryVersion, out var crontab, out var refusal))
                    return Draft.Refuse($"Celery {options.CeleryVersion} refuses its {refusal.Argument} with {refusal.ErrorClass}: {refusal.Message.TrimEnd('.')}", "mend the field; beat never runs this entry");
                return entry.OneOff && !crontab.IsImpossible ? Once(entry, new WallClockCalendar(crontab, zone).Next(Earliest(notBefore, options))) : CrontabCompiler.Compile(crontab, zone, options);
            case CelerySchedule.Interval { Every.Ticks: <= 0 } interval:
                return Draft.Refuse($"an interval of {interval.Every} has no next run", "write an interval above zero");
            case CelerySchedule.Interval interval when interval.Every > LongestInterval:
                return Draft.Refuse($"an interval of {interval.Every} is more than ten years", "run it by hand");
            case CelerySchedule.Interval interval:
                return entry.OneOff ? Once(entry, IntervalCompiler.NextOf(interval, lastRun, notBefore, zone, options.Start)) : IntervalCompiler.Compile(interval, lastRun, notBefore, zone, options);
            case CelerySchedule.Solar solar:
                return Solar(entry, solar, Earliest(notBefore, options), options);
            default:
                throw new InvalidOperationException($"no such kind of schedule: {entry.Schedule.GetType().Name}");
        }
    }

    private static Draft Clocked(Instant at, CompilerOptions options)
    {
        if (at <= options.Start) return Draft.Refuse($"its time, {Text(at)}, is past: beat runs such an entry at once, EventBridge never", "run it once by hand, or delete the entry");
        if (at.InUtc().Year > LastYear) return Draft.Refuse($"its time, {Text(at)}, is later than EventBridge's last year, {LastYear}", "run it by hand");
        return new Draft(CompilationVerdict.Exact, [Draft.Once(at)])
        {
            Caveats = at.ToUnixTimeTicks() % NodaConstants.TicksPerSecond == 0 ? [] : ["the part of a second is dropped"],
        };
    }

    private static Draft Once(CeleryEntry entry, Instant? next)
    {
        if (next is not { } at) return Draft.Refuse("it never fires", "delete the entry");
        return entry.Expires is { } expires && at > ToInstant(expires)
            ? Draft.Refuse($"its next run, {Text(at)}, is after its expiry", "delete the entry, or move its expiry")
            : new Draft(CompilationVerdict.Exact, [Draft.Once(at)]);
    }

    /// <summary>Events of the next days, one schedule each, to the minute: the sun cannot be had as an expression.</summary>
    private static Draft Solar(CeleryEntry entry, CelerySchedule.Solar solar, Instant after, CompilerOptions options)
    {
        SolarFireTimes calendar;
        try
        {
            calendar = new SolarFireTimes(SolarEvent.Of(solar.Event, entry.Origin), solar.Latitude, solar.Longitude, entry.Origin);
        }
        catch (ProblemException problem)
        {
            return Draft.Refuse(problem.Problems[0].What, problem.Problems[0].Fix);
        }

        Instant until = after + Duration.FromDays(Math.Min(options.SolarDays, MostSolarDays));
        if (entry.Expires is { } expires) until = Instant.Min(until, ToInstant(expires));
        Instant[] events = [.. calendar.After(after, until)];
        if (entry.OneOff && calendar.Next(after) is { } first) events = [first];
        if (events.Length == 0) return Draft.Refuse($"the sun has no {solar.Event} there before {Text(until)}", "compile again later");
        return new Draft(CompilationVerdict.Approximate, [.. events.Select(at => Draft.Once(Instant.FromUnixTimeSeconds((at.ToUnixTimeSeconds() + 30) / 60 * 60)))])
        {
            RenewBefore = entry.OneOff ? null : until,
            Caveats = ["an event of the sun is worked out to a minute, and written out for some weeks only: compile again each week"],
        };
    }

    private static Instant Earliest(Instant? notBefore, CompilerOptions options) =>
        notBefore is { } bound && bound > options.Start ? bound - Duration.Epsilon : options.Start;

    private static Instant ToInstant(DateTimeOffset at) => Instant.FromDateTimeOffset(at);

    private static string Text(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
