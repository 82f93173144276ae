using System.Globalization;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;
using NodaTime.TimeZones;
using static CostTool.Scheduler.Linting.ScheduleLint;

namespace CostTool.Scheduler.Linting;

/// <summary>Crontabs with a local time that does not exist on the night when clocks go forward.</summary>
/// <remarks>
/// Celery runs once for such a night: from 5.5.2 at the first missing time moved by the gap's length, before at the first instant after the gap.
/// EventBridge Scheduler runs only at times that exist. Where Celery's run is also a time of the crontab the two agree.
/// </remarks>
internal static class GapFindings
{
    private const int Years = 5;

    public static IEnumerable<LintFinding> Of(CeleryEntry entry, LintInputs inputs)
    {
        if (entry.Schedule is not CelerySchedule.Crontab fields
            || DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is not { } zone
            || !CeleryCrontab.TryParse(fields, inputs.Version, out var crontab, out _)) yield break;

        var runs = Runs(crontab, zone, inputs).ToList();
        if (runs.Count == 0) yield break;
        var first = runs[0];
        var moved = runs.Select(run => run.Celery.TimeOfDay).Distinct().Order().Select(Time);
        var extra = FiresAfter(crontab, first);
        yield return About(entry, "dst-gap", LintLevel.Warning,
            $"{Time(first.Missing.TimeOfDay)} does not exist in {entry.TimeZone} on {string.Join(", ", runs.Select(run => Date(run.Missing.Date)))}",
            $"Celery {inputs.Version} runs it at {string.Join(" or ", moved)} on {(runs.Count == 1 ? "that day" : "those days")}, EventBridge Scheduler skips it: "
                + (extra
                    ? FormattableString.Invariant($"Celery's extra run goes away, {Count(runs.Count)} in {Years} years")
                    : FormattableString.Invariant($"{Count(runs.Count)} lost in {Years} years")),
            $"move it out of {Time(first.GapStart.TimeOfDay)} to {Time(first.GapEnd.TimeOfDay)}"
                + (extra ? ", or accept it: the next run follows within the hour" : ", write it in UTC, or add a one-time schedule for each of the dates"));
    }

    private static IEnumerable<GapRun> Runs(CeleryCrontab crontab, DateTimeZone zone, LintInputs inputs)
    {
        var end = inputs.AsOf.InUtc().LocalDateTime.PlusYears(Years).InUtc().ToInstant();
        ZoneInterval? before = null;
        foreach (var interval in zone.GetZoneIntervals(inputs.AsOf, end))
        {
            if (before is not null && interval.WallOffset > before.WallOffset && Run(crontab, before.IsoLocalEnd, interval.IsoLocalStart, inputs.Version) is { } run) yield return run;
            before = interval;
        }
    }

    private static GapRun? Run(CeleryCrontab crontab, LocalDateTime gapStart, LocalDateTime gapEnd, CeleryVersion version)
    {
        var missing = gapStart;
        while (missing < gapEnd && !Holds(crontab, missing)) missing = missing.PlusMinutes(1);
        if (missing >= gapEnd) return null;
        var celery = CeleryRules.Of(version).GapMovesByItsLength ? missing + Period.Between(gapStart, gapEnd) : gapEnd;
        return Holds(crontab, celery) ? null : new GapRun(missing, gapStart, gapEnd, celery);
    }

    // A schedule of several runs a day has one soon after the gap anyway, so that nothing is lost but an extra run.
    private static bool FiresAfter(CeleryCrontab crontab, GapRun run) =>
        Enumerable.Range(0, 60).Any(minute => Holds(crontab, run.GapEnd.PlusMinutes(minute)));

    private static bool Holds(CeleryCrontab crontab, LocalDateTime at) =>
        (crontab.Minutes >> at.Minute & 1) != 0
        && (crontab.Hours >> at.Hour & 1) != 0
        && (crontab.DaysOfWeek >> ((int)at.DayOfWeek % 7) & 1) != 0
        && (crontab.DaysOfMonth >> at.Day & 1) != 0
        && (crontab.Months >> at.Month & 1) != 0;

    private static string Time(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Date(LocalDate date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int runs) => runs == 1 ? "1 run" : FormattableString.Invariant($"{runs} runs");

    private sealed record GapRun(LocalDateTime Missing, LocalDateTime GapStart, LocalDateTime GapEnd, LocalDateTime Celery);
}
