using System.Numerics;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using static CostTool.Scheduler.Linting.ScheduleLint;
using static System.FormattableString;

namespace CostTool.Scheduler.Linting;

/// <summary>Schedules that fire oftener than a launched task can, or oftener than was meant.</summary>
internal static class FrequencyFindings
{
    private const decimal DaysOfAverageMonth = 730m / 24m;

    public static IEnumerable<LintFinding> Of(LintedEntry linted, LintInputs inputs)
    {
        var entry = linted.Entry;
        switch (entry.Schedule)
        {
            case CelerySchedule.Interval interval when interval.Every < TimeSpan.FromMinutes(1):
                yield return SubMinute(entry, interval.Every, inputs);
                break;
            case CelerySchedule.Crontab fields when StarMinute(fields, inputs.Version) is { } hours:
                yield return EveryMinute(entry, fields, hours, inputs);
                break;
        }
    }

    private static LintFinding SubMinute(CeleryEntry entry, TimeSpan every, LintInputs inputs)
    {
        if (every <= TimeSpan.Zero)
        {
            return About(entry, "sub-minute", LintLevel.Error,
                $"its interval is {ScheduleText.Of(entry.Schedule)}", "beat sends it without a pause", "write an interval above zero");
        }

        var runs = Hours.PerAverageMonth.Value * 3600 / ((decimal)every.Ticks / TimeSpan.TicksPerSecond);
        var monthly = ShortestRun(inputs) * runs;
        return About(entry, "sub-minute", LintLevel.Note,
            $"it runs {ScheduleText.Of(entry.Schedule)}, which is oftener than once a minute",
            Invariant($"EventBridge starts nothing more often than once a minute and Fargate bills a minute at least: {runs:N0} launches a month")
                + (monthly is { } usd ? $" would cost {usd} on the smallest Spot size" : string.Empty),
            "keep it on a service, or loop inside one run a minute",
            monthly);
    }

    // The minute is Celery's default while the hour is restricted: `crontab(hour="*/12")` was most likely meant as two runs a day.
    private static int? StarMinute(CelerySchedule.Crontab fields, CeleryVersion version) =>
        fields.Minute is CrontabField.Text { Value: "*" }
        && CeleryCrontab.TryParse(fields, version, out var crontab, out _)
        && BitOperations.PopCount(crontab.Hours) is < 24 and var hours ? hours : null;

    private static LintFinding EveryMinute(CeleryEntry entry, CelerySchedule.Crontab fields, int hours, LintInputs inputs)
    {
        var surplus = hours * 59;
        Usd? monthly = fields is { DayOfWeek: CrontabField.Text { Value: "*" }, DayOfMonth: CrontabField.Text { Value: "*" }, MonthOfYear: CrontabField.Text { Value: "*" } }
            ? ShortestRun(inputs) * (surplus * DaysOfAverageMonth)
            : null;
        return About(entry, "hour-without-minute", LintLevel.Warning,
            $"`{ScheduleText.Of(fields)}` names hours and no minute, so it fires 60 times in each of them",
            Invariant($"{hours * 60} runs on such a day instead of {hours}")
                + (monthly is { } usd ? Invariant($": {surplus} too many, {usd} a month as shortest Spot runs") : string.Empty),
            "write minute=0, if once an hour was meant",
            monthly);
    }
}
