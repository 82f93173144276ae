using System.Globalization;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Schedules;
using NodaTime;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Cli.Celery;

/// <summary>Gathers what a plan is computed from: the compiled entries, their history, and what the workers cost.</summary>
public static class PlanBuilder
{
    /// <summary>Seed of every plan: a plan is the same on every day and machine.</summary>
    public const ulong PlannedSeed = 1;

    /// <summary>Gathers the inputs of a plan.</summary>
    /// <param name="compiled">Entries with what they compile to.</param>
    /// <param name="name">Name of the workspace.</param>
    /// <param name="prices">Prices of the region.</param>
    /// <param name="month">Month that is counted.</param>
    /// <param name="workers">What is known of workloads, by id; empty without a cluster, and then workers' cost is unknown.</param>
    /// <param name="policy">What the owners allow.</param>
    /// <param name="seed">Seed of the replay.</param>
    public static PlanInputs Inputs(CompiledWorkspace compiled, string name, RegionPrices prices, AnalysedMonth month, IReadOnlyDictionary<string, WorkerToday> workers, Policy policy, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(month);
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentNullException.ThrowIfNull(policy);
        var celery = compiled.Celery;
        var (from, until) = SpanOf(month, compiled.AsOf);
        return new PlanInputs
        {
            Name = name,
            Month = month.Label,
            Version = celery.Version,
            Hours = month.Hours,
            AsOf = compiled.AsOf.ToDateTimeOffset(),
            Entries = Entries(compiled, from, until),
            Facts = celery.Facts,
            Runtimes = compiled.Runtimes,
            Queues = Queues(celery, month.Hours),
            Workers = [.. celery.Queues.SelectMany(queue => queue.Workers.Select(worker => (Worker: worker, Queue: queue.Name)))
                .GroupBy(pair => pair.Worker, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Worker(group.Key, [.. group.Select(pair => pair.Queue).Order(StringComparer.Ordinal)], workers.GetValueOrDefault(group.Key)))],
            OnDemand = prices.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64),
            Spot = prices.FargateSpot(CpuArchitecture.X86_64),
            SchedulerInvocations = prices.Item("eventbridge-scheduler-invocations"),
            SizeWhenUnknown = UnknownSize.Worker,
            Replay = ReplayInputs.Of(celery, policy, prices, seed),
        };
    }

    private static (Instant From, Instant Until) SpanOf(AnalysedMonth month, Instant asOf)
    {
        var from = month.Month is { } first ? Instant.FromUtc(first.Year, first.Month, 1, 0, 0) : asOf;
        // Fires are counted strictly after an instant, and the first of a month at midnight belongs to it.
        return (from - Duration.Epsilon, from + Duration.FromHours((double)month.Hours.Value) - Duration.Epsilon);
    }

    private static IReadOnlyList<PlanEntry> Entries(CompiledWorkspace compiled, Instant from, Instant until)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. compiled.Schedules.Select(Entry)];

        PlanEntry Entry(CompiledSchedule schedule)
        {
            var entry = schedule.Entry;
            var calendar = compiled.CalendarOf(entry);
            // As people read it: 9 in one source is "9" in another.
            var key = $"{entry.Task}|{ScheduleText.Of(entry.Schedule)}|{entry.TimeZone}|{entry.ArgsJson}|{entry.KwargsJson}|{entry.Queue}";
            var runs = entry.Enabled && !entry.OneOff && !(entry.Expires <= compiled.AsOf.ToDateTimeOffset());
            var repeats = runs && !seen.TryAdd(key, entry.Name) ? seen[key] : null;
            return new PlanEntry
            {
                Entry = entry,
                Source = entry.Origin.Split(':', ' ')[0],
                RunsPerMonth = Runs(entry, calendar, from, until),
                Exact = schedule.Exact,
                Expressions = [.. schedule.Expressions.Select(part => new PlannedExpression(part.Expression.ToString(), part.TimeZone))],
                Launch = PlannedLaunch.Of(schedule, compiled.Celery.Facts),
                RefusedReason = schedule.Refusal?.Reason,
                DeadReason = entry.Schedule is CelerySchedule.Crontab fields ? DeadReason(fields, compiled.Celery.Version) : null,
                DuplicateOf = repeats,
                GuardedLaunchesPerMonth = schedule.Guard is null || calendar is null ? 0
                    : schedule.Expressions.Sum(part => part.Calendar(from).After(from, until).LongCount()) - calendar.After(from, until).LongCount(),
                Caveats = schedule.Caveats,
            };
        }
    }

    private static decimal? Runs(CeleryEntry entry, IFireTimes? calendar, Instant from, Instant until)
    {
        if (entry.Schedule is CelerySchedule.Clocked clocked) return Instant.FromDateTimeOffset(clocked.At) is var at && at > from && at <= until ? 1 : 0;
        var fires = calendar?.After(from, until).LongCount();
        return entry.OneOff ? Math.Min(1, fires ?? 1) : fires;
    }

    private static string? DeadReason(CelerySchedule.Crontab fields, CeleryVersion version) =>
        !CeleryCrontab.TryParse(fields, version, out var crontab, out var refusal) ? $"Celery {version} refuses its {refusal.Argument}: {refusal.Message.TrimEnd('.')}"
        : crontab.IsImpossible ? "no month has such a day"
        : null;

    private static WorkerCost Worker(string id, IReadOnlyList<string> queues, WorkerToday? worker) => new()
    {
        WorkloadId = id,
        Queues = queues,
        MonthlyUsd = worker?.Monthly,
        Size = worker?.Size,
    };

    /// <summary>What the plan means for the cluster: workers that go, and what is launched in their place.</summary>
    public static ShortLivedWork ShortLived(SchedulePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var launched = plan.Rows.Where(row => row is { Strategy: Strategy.ScheduledOneShot, OneShot: not null });
        return new ShortLivedWork
        {
            WorkersThatGo = [.. plan.Sets.Where(set => set.Vacated).SelectMany(set => set.Workers).Order(StringComparer.Ordinal)],
            Launches =
            [
                .. launched.Select(row => new ShortLivedLaunches(row.ScheduleId, $"{row.Entry}: {row.Task}", row.RunsPerMonth ?? 0, row.OneShot!.Usd, row.OneShot.Low, row.OneShot.High, row.Origin)),
                .. plan.Sets.Where(set => set.Drain is not null).Select(set => new ShortLivedLaunches(
                    $"queues-{string.Join('-', set.Queues)}", $"queues {string.Join(", ", set.Queues)}: {set.Drain!.Policy}", set.Drain.StartsPerMonth, set.Drain.Monthly.Usd, set.Drain.Monthly.Low, set.Drain.Monthly.High, "celery history")),
            ],
            Waits = [.. plan.Sets.Where(set => set is { Vacated: true, WaitAfter: not null }).Select(Wait)],
            Blockers = [.. plan.Sets.Where(set => !set.Vacated).Select(set => $"queues {string.Join(", ", set.Queues)}: {string.Join("; ", set.Blockers)}")],
        };
    }

    private static string Wait(PlanSet set)
    {
        var before = set.WaitBefore is { } known ? $"{Seconds(known.P95Seconds)} s" : "unknown";
        return $"queues {string.Join(", ", set.Queues)}: 95 of 100 messages wait up to {before} today and up to {Seconds(set.WaitAfter!.P95Seconds)} s as planned{(set.Drain is { } drain ? $", within the bound of {drain.BoundsFrom}" : string.Empty)}";

        static string Seconds(decimal wait) => wait.ToString("0.#", CultureInfo.InvariantCulture);
    }

    // A task that went to several queues is shared out by its runs on each.
    private static IReadOnlyList<QueueFacts> Queues(CeleryWorkspace celery, Hours month)
    {
        var first = celery.Profiles.Min(profile => profile.FirstArrival);
        var last = celery.Profiles.Max(profile => profile.LastArrival);
        if (first is null || last is null || last <= first) return [];
        var scale = (double)month.Value / (last.Value - first.Value).TotalHours;
        var scheduled = celery.Entries.Select(entry => entry.Task).ToHashSet(StringComparer.Ordinal);
        return [.. celery.Profiles.SelectMany(profile => profile.Queues.Select(queue => (Profile: profile, Queue: queue.Key, Runs: queue.Value)))
            .GroupBy(item => item.Queue, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new QueueFacts
            {
                Name = group.Key,
                BusySecondsPerMonth = scale * group.Sum(item => item.Profile.Runs == 0 ? 0 : item.Profile.Runtime.SumSeconds * item.Runs / item.Profile.Runs),
                OtherTasks = [.. group.Select(item => item.Profile.Task).Where(task => !scheduled.Contains(task)).Order(StringComparer.Ordinal)],
            })];
    }
}
