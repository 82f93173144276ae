using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;
using static CostTool.Scheduler.Linting.ScheduleLint;

namespace CostTool.Scheduler.Linting;

/// <summary>Rows that can never run, no longer run, or stand there twice.</summary>
internal static class RowFindings
{
    public static IEnumerable<LintFinding> Of(CeleryEntry entry, LintInputs inputs)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is null)
        {
            yield return About(entry, "unknown-zone", LintLevel.Error,
                $"`{entry.TimeZone}` is not a time zone", "its fields have no meaning, so neither Celery nor EventBridge can run it", "write an IANA name such as Europe/Paris");
        }

        if (entry.Schedule is CelerySchedule.Crontab fields && Dead(entry, fields, inputs.Version) is { } dead) yield return dead;
        if (!entry.Enabled)
        {
            yield return About(entry, "disabled", LintLevel.Note,
                $"it is switched off; task `{entry.Task}`", "it costs nothing, but a plan has to carry it", "delete the row if it will not come back");
        }
        else if (IsOver(entry, inputs.AsOf))
        {
            var end = entry.Expires ?? (entry.Schedule as CelerySchedule.Clocked)?.At;
            yield return About(entry, "expired", LintLevel.Note,
                end is { } at ? $"it ended at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "it was to run once and has run",
                "it never runs again, though it is switched on", "delete the row, or give it a later end");
        }
    }

    /// <summary>It will not fire after an instant.</summary>
    public static bool IsOver(CeleryEntry entry, Instant asOf) =>
        (entry.Expires is { } end && Instant.FromDateTimeOffset(end) <= asOf)
        || (entry.Schedule is CelerySchedule.Clocked clocked && Instant.FromDateTimeOffset(clocked.At) <= asOf && entry.LastRun is not null)
        || (entry.OneOff && entry.LastRun is not null);

    /// <summary>Why Celery never runs a crontab; null where it runs, or is no crontab.</summary>
    public static string? DeadReason(CeleryEntry entry, CeleryVersion version)
    {
        if (entry.Schedule is not CelerySchedule.Crontab fields) return null;
        if (!CeleryCrontab.TryParse(fields, version, out var crontab, out var refusal)) return Refusal(refusal, version);
        return crontab.IsImpossible ? $"no month has the days of `{ScheduleText.Of(fields)}`" : null;
    }

    public static IEnumerable<LintFinding> Duplicates(IReadOnlyList<LintedEntry> live)
    {
        var same = live.Select(linted => linted.Entry).GroupBy(entry => (entry.Task, Schedule: ScheduleText.Of(entry.Schedule), entry.TimeZone, entry.ArgsJson, entry.KwargsJson, entry.Queue));
        foreach (var group in same)
        {
            var entries = group.OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Origin, StringComparer.Ordinal).ToList();
            foreach (var copy in entries.Skip(1))
            {
                yield return About(copy, "duplicate", LintLevel.Warning,
                    $"`{entries[0].Name}` sends `{copy.Task}` with the same arguments at the same times ({group.Key.Schedule})",
                    "each run is done and paid twice", $"delete it or `{entries[0].Name}`");
            }
        }
    }

    private static LintFinding? Dead(CeleryEntry entry, CelerySchedule.Crontab fields, CeleryVersion version)
    {
        if (!CeleryCrontab.TryParse(fields, version, out var crontab, out var refusal))
        {
            var sunday = refusal.Field is CrontabFieldName.DayOfWeek && refusal.Message.Contains("7 > 6", StringComparison.Ordinal);
            return About(entry, "dead-row", LintLevel.Error,
                $"`{ScheduleText.Of(fields)}`: {Refusal(refusal, version)}",
                refusal.Stage is CrontabStage.Construct
                    ? "an app with it does not start; a row of django-celery-beat with it is never loaded, without an error: 0 runs"
                    : "beat stops when it works out the next run, and every other schedule stops with it",
                sunday ? "write 0 for Sunday" : "mend the field, or delete the row");
        }

        return crontab.IsImpossible
            ? About(entry, "dead-row", LintLevel.Error,
                $"no month has the days of `{ScheduleText.Of(fields)}`",
                "Celery raises RuntimeError when it works out the next run, which stops beat and every other schedule with it; EventBridge accepts it and never fires: 0 runs",
                "delete the row, or write a day that exists: 28 in February, or EventBridge's L for the last day")
            : null;
    }

    private static string Refusal(CrontabRefusal refusal, CeleryVersion version) =>
        $"Celery {version} refuses its {refusal.Argument} with {refusal.ErrorClass}: {refusal.Message.TrimEnd('.')}";
}
