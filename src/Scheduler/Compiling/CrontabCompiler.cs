using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Makes cron expressions of a crontab and proves them.</summary>
internal static class CrontabCompiler
{
    private const string UseScheduler = "create it with EventBridge Scheduler, which takes the zone";

    /// <summary>Expressions of a crontab that Celery accepts.</summary>
    public static Draft Compile(CeleryCrontab crontab, DateTimeZone zone, CompilerOptions options)
    {
        Instant until = EndOf(options, zone);
        if (crontab.IsImpossible) return Draft.Refuse("the crontab names only days that do not exist, such as 30 February: it never fires, and Celery's beat stops with an error on it", "mend the day of the month, or delete the entry");

        var sets = new CronSets(crontab.Minutes, crontab.Hours, crontab.DaysOfWeek, crontab.DaysOfMonth, crontab.Months);
        IReadOnlyList<CronSets> local = [sets];
        if (options.Service == EventBridgeService.Rules)
        {
            if (OffsetChange.Between(zone, options.Start, until).Any()) return Draft.Refuse($"rules of an event bus know only UTC, and the clocks of `{zone.Id}` move: a rule would be off for half of the year", UseScheduler);
            int offset = zone.GetUtcOffset(options.Start).Seconds;
            if (offset % 60 != 0 || UtcShift.ToUtc(sets, offset / 60) is not { } shifted) return Draft.Refuse($"some fires fall on another date in UTC than in `{zone.Id}`, and the crontab restricts dates", UseScheduler);
            local = shifted;
        }

        int firstYear = options.Start.InZone(zone).Year;
        int lastYear = until.InZone(zone).Year;
        DayPlan[] plans = [.. local.Select(part => DayPlan.Of(part, firstYear, lastYear, options.MostSchedules))];
        bool guarded = plans.Any(plan => plan.NeedsGuard);
        if (guarded && options.Service == EventBridgeService.Rules) return Draft.Refuse("day-of-month and day-of-week are both restricted in a way that needs a guard on the local date", UseScheduler);

        // What is proved is the text that AWS gets: it is read back first.
        EventBridgeExpression[] texts = [.. local.Zip(plans).SelectMany(part => CronPrinter.Expressions(part.First, part.Second)).Select(cron => EventBridgeExpression.Parse(cron.ToString(), options.Service, "compiled"))];
        var proof = new CrontabProof(crontab, zone, [.. texts.Cast<EventBridgeExpression.Cron>().Select(text => text.Value)], options.Service, options.Start, guarded);
        CalendarProof comparison = proof.Over(options.Start, until);
        int? coveredTo = plans.Min(plan => plan.LastYear);
        return new Draft(!comparison.Equal ? CompilationVerdict.Approximate : guarded ? CompilationVerdict.Guarded : CompilationVerdict.Exact,
            [.. texts.Select(text => new DraftExpression(text, options.Service == EventBridgeService.Rules ? "UTC" : zone.Id))])
        {
            Proof = comparison,
            CeleryDifferences = CeleryComparison.Of(crontab, zone, options.CeleryVersion, options.Start, until),
            Guard = guarded ? new DayGuard(crontab.DaysOfMonth, crontab.DaysOfWeek, proof.TurnedAway) : null,
            RenewBefore = coveredTo is { } year ? zone.AtStartOfDay(new LocalDate(year + 1, 1, 1)).ToInstant() : null,
            Caveats = guarded
                ? ["EventBridge cannot ask for a day of the month and a day of the week at once: the expressions fire on more days, and the task must leave at once on the others"]
                : coveredTo is not null ? ["the dates are listed up to the end of a year: compile again before then"] : [],
        };
    }

    /// <summary>End of the span that is compared: whole years on, in the zone.</summary>
    internal static Instant EndOf(CompilerOptions options, DateTimeZone zone) =>
        options.Start.InZone(zone).LocalDateTime.PlusYears(options.ProofYears).InZoneLeniently(zone).ToInstant();
}
