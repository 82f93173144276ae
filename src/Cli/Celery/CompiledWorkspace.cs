using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Cli.Celery;

/// <summary>The entries of a workspace with their calendars and what they compile to.</summary>
public sealed record CompiledWorkspace
{
    /// <summary>What was read.</summary>
    public required CeleryWorkspace Celery { get; init; }

    /// <summary>Stands for now.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>Entries in the order of <see cref="CeleryWorkspace.Entries"/>.</summary>
    public required IReadOnlyList<CompiledSchedule> Schedules { get; init; }

    /// <summary>How long tasks ran, by task; tasks without a known runtime are not in it.</summary>
    public required IReadOnlyDictionary<string, TaskRuntime> Runtimes { get; init; }

    /// <summary>Compiles every entry.</summary>
    public static CompiledWorkspace Of(CeleryWorkspace celery, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(celery);
        var options = new CompilerOptions { Start = asOf, CeleryVersion = celery.Version };
        return new CompiledWorkspace
        {
            Celery = celery,
            AsOf = asOf,
            Schedules = [.. celery.Entries.Select(entry => ScheduleCompiler.Compile(entry, options))],
            Runtimes = celery.Profiles.Where(profile => profile.Runtime.Count > 0).ToDictionary(profile => profile.Task, RuntimeOf, StringComparer.Ordinal),
        };
    }

    /// <summary>The fires that Celery's own loop makes; null where they cannot be known as instants.</summary>
    public IFireTimes? CalendarOf(CeleryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is not { } zone) return null;
        return entry.Schedule switch
        {
            CelerySchedule.Crontab fields => CeleryCrontab.TryParse(fields, Celery.Version, out var crontab, out _) && !crontab.IsImpossible ? new CeleryCalendar(crontab, zone, Celery.Version) : null,
            CelerySchedule.Interval interval => new CeleryInterval(interval, zone, Celery.Version) is { SendsWithoutPause: false } every ? every : null,
            _ => null,
        };
    }

    /// <summary>What the lint looks at.</summary>
    public LintInputs ToLintInputs() => new()
    {
        Entries = [.. Celery.Entries.Select(entry => new LintedEntry(entry, CalendarOf(entry)))],
        Facts = Celery.Facts,
        Version = Celery.Version,
        AsOf = AsOf,
        Runtimes = Runtimes,
    };

    private static TaskRuntime RuntimeOf(TaskProfile profile) => new(
        profile.Runtime.Quantile(0.5) ?? 0, profile.Runtime.Quantile(0.99) ?? 0, profile.Runtime.Longest ?? 0, profile.Runtime.Count, profile.Runtime.SumSeconds / profile.Runtime.Count);
}
