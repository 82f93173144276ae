using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Replay.Synthesis;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Cli.Celery;

/// <summary>Makes a history of a workspace's task profiles and schedules, where no run of its own can be replayed.</summary>
internal static class SyntheticTasks
{
    private const int Weeks = 4;

    /// <summary>The history: four weeks from the Monday before now.</summary>
    /// <exception cref="ProblemException">Nothing tells what comes and how long it runs.</exception>
    public static RepairedHistory Of(CompiledWorkspace compiled, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        var monday = compiled.AsOf.InUtc().Date.Previous(IsoDayOfWeek.Monday).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var (celery, terms) = (compiled.Celery, RepairTerms.Of(compiled.Celery.Facts));
        var profiles = celery.Profiles.ToDictionary(profile => profile.Task, StringComparer.Ordinal);
        var names = profiles.Keys.Concat(celery.Entries.Where(entry => entry.Enabled).Select(entry => entry.Task)).Distinct(StringComparer.Ordinal);
        var made = SyntheticHistory.Make(names.SelectMany(Tasks), monday.ToDateTimeOffset(), Weeks, seed);
        return made.History.Count > 0 ? made : throw new ProblemException(new Problem(
            "there is no history to replay, and none can be made: no source tells how often tasks come and how long they run", "costtool.yaml: celery",
            "add `history:` (Celery events, an answer of Flower, or a results table with `task_track_started`), or hard limits to the scheduled tasks"));

        IEnumerable<SyntheticTask> Tasks(string task)
        {
            var entries = celery.Entries.Where(entry => entry.Enabled && entry.Task == task).ToList();
            if (profiles.GetValueOrDefault(task) is not { } profile)
                return entries.GroupBy(QueueOf, StringComparer.Ordinal).Select(group => new SyntheticTask { Task = task, Queue = group.Key, HardLimitSeconds = terms.HardLimitOf(task), Fires = Fires([.. group], monday) });
            var queue = profile.Queues.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).FirstOrDefault() ?? entries.Select(QueueOf).FirstOrDefault() ?? terms.QueueOf(task) ?? "celery";
            return [SyntheticTask.Of(profile, queue, Scheduled(entries, profile.FirstArrival, profile.LastArrival), Fires(entries, monday), terms.HardLimitOf(task))];
        }

        string QueueOf(CeleryEntry entry) => entry.Queue ?? terms.QueueOf(entry.Task) ?? "celery";

        IReadOnlyList<DateTimeOffset> Fires(IReadOnlyList<CeleryEntry> entries, Instant from) =>
            [.. entries.SelectMany(entry => compiled.CalendarOf(entry)?.After(from - Duration.Epsilon, from + Duration.FromDays(7 * Weeks) - Duration.Epsilon) ?? []).Select(fire => fire.ToDateTimeOffset()).Order()];

        double Scheduled(IReadOnlyList<CeleryEntry> entries, DateTimeOffset? first, DateTimeOffset? last) => first is not { } from || last is not { } until ? 0
            : entries.Sum(entry => compiled.CalendarOf(entry)?.After(Instant.FromDateTimeOffset(from) - Duration.Epsilon, Instant.FromDateTimeOffset(until)).Count() ?? 0);
    }
}
