using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Schedules;
using static CostTool.Scheduler.Linting.ScheduleLint;
using static System.FormattableString;

namespace CostTool.Scheduler.Linting;

/// <summary>Settings under which messages are lost, run twice, or run for ever.</summary>
internal static class DeliveryFindings
{
    // Defaults of kombu's transports where broker_transport_options say nothing.
    private const double RedisVisibilitySeconds = 3600;
    private const double SqsVisibilitySeconds = 1800;
    private const int NamesShown = 5;

    public static IEnumerable<LintFinding> OfEntry(CeleryEntry entry, LintInputs inputs)
    {
        if (Visibility(inputs.Facts) is not { } visible) yield break;
        var late = AcksLate(inputs.Facts, entry.Task);
        if (inputs.Runtimes.GetValueOrDefault(entry.Task) is { } runtime)
        {
            if (runtime.MaxSeconds > visible && late is not false)
            {
                yield return About(entry, "visibility-timeout", late is true ? LintLevel.Error : LintLevel.Warning,
                    Invariant($"`{entry.Task}` ran for up to {Span(runtime.MaxSeconds)} ({runtime.Runs} runs, p99 {Span(runtime.P99Seconds)}), the visibility timeout is {Span(visible)}"),
                    late is true
                        ? $"the broker hands the message to a second worker while the first still works: such a run is done twice, {Span(runtime.MaxSeconds)} of work and its side effects each time"
                        : "if the task is acknowledged late, which is not known, such a run is done twice",
                    Invariant($"set visibility_timeout above the longest run, {Math.Ceiling(runtime.MaxSeconds / 600) * 2 * 600:0} s for twice of it, or a hard limit below {visible:0} s"));
            }
        }
        else if (HardLimit(inputs.Facts, entry.Task) is { } limit && limit > visible && late is true)
        {
            yield return About(entry, "visibility-timeout", LintLevel.Warning,
                $"`{entry.Task}` may run for {Span(limit)}, the visibility timeout is {Span(visible)}; no history tells how long it runs",
                "a run longer than the timeout is done twice", "set visibility_timeout above the hard limit");
        }

        if (Countdown(entry) is { } countdown && countdown > visible)
        {
            yield return About(entry, "countdown-beyond-visibility", LintLevel.Error,
                $"it is sent with a countdown of {Span(countdown)}, the visibility timeout is {Span(visible)}",
                Invariant($"the waiting message is handed out again every {Span(visible)}: the task runs up to {Math.Ceiling(countdown / visible):0} times instead of once"),
                "schedule it at the later time, or set visibility_timeout above the countdown");
        }
    }

    public static IEnumerable<LintFinding> OfApp(IReadOnlyList<LintedEntry> live, LintInputs inputs)
    {
        var facts = inputs.Facts;
        var tasks = live.Select(linted => linted.Entry.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var early = tasks.Where(task => AcksLate(facts, task) is false).ToList();
        if (early.Count > 0)
        {
            yield return App("acks-late", LintLevel.Warning,
                $"{Names(early)} {(early.Count == 1 ? "is" : "are")} acknowledged before the work is done",
                $"a worker that is killed (Spot, deployment, out of memory) loses its run: {Longest(early, inputs)}",
                "set task_acks_late, and make the tasks safe to run twice");
        }

        var notReturned = tasks.Where(task => AcksLate(facts, task) is true && Rejects(facts, task) is false).ToList();
        if (notReturned.Count > 0)
        {
            yield return App("reject-on-worker-lost", LintLevel.Warning,
                $"{Names(notReturned)} {(notReturned.Count == 1 ? "is" : "are")} acknowledged late but not put back when the worker process dies",
                $"a child that is killed alone, as for its memory, loses its run though acks_late is set: {Longest(notReturned, inputs)}",
                "set task_reject_on_worker_lost");
        }

        // Null means no limit where the dump tells the other settings too.
        if (facts.AcksLate is not null && tasks.Where(task => HardLimit(facts, task) is null && SoftLimit(facts, task) is null).ToList() is { Count: > 0 } endless)
        {
            Usd? monthly = inputs.SpotRates is { } rates ? FargateMeter.AlwaysOn(rates, FargateSize.All[0], Hours.PerAverageMonth).Total : null;
            yield return App("time-limit", LintLevel.Warning,
                $"{Names(endless)} {(endless.Count == 1 ? "has" : "have")} neither a hard nor a soft time limit",
                "a run that hangs holds its worker for ever; launched on its own, nothing stops it and it is billed until someone looks"
                    + (monthly is { } usd ? $": {usd} a month for each on the smallest Spot size" : string.Empty),
                "set task_time_limit and task_soft_time_limit",
                monthly);
        }

        if (facts.PrefetchMultiplier is (> 1 or 0) and var multiplier)
        {
            yield return App("prefetch", LintLevel.Warning,
                Invariant($"worker_prefetch_multiplier is {multiplier}"),
                multiplier == 0
                    ? "a worker reserves every message there is: other workers idle and are paid while they wait"
                    : Invariant($"each worker process reserves {multiplier} messages: short tasks wait behind a long one, other workers idle, and the queue looks {multiplier - 1} messages a process shorter than it is"),
                "set it to 1");
        }

        if (inputs.BeatsSeen is > 1 and var beats)
        {
            yield return App("two-beats", LintLevel.Error,
                Invariant($"{beats} beat processes run at the same time"),
                Invariant($"each sends every schedule: every run is done and paid {beats} times"),
                "run one beat: one replica, strategy Recreate");
        }

        var unknown = Unknown(inputs).ToList();
        if (unknown.Count > 0)
        {
            yield return App("unknown-settings", LintLevel.Note,
                $"not told by the source: {string.Join(", ", unknown)}", "what rests on them was not checked, which does not mean that it is right", "add a dump of the app, made by the runner");
        }
    }

    private static LintFinding App(string rule, LintLevel level, string what, string why, string mend, Usd? monthly = null) =>
        new() { Rule = rule, Level = level, What = what, Why = why, Mend = mend, MonthlyUsd = monthly };

    private static IEnumerable<string> Unknown(LintInputs inputs)
    {
        if (inputs.Facts.BrokerScheme is null) yield return "broker";
        if (inputs.Facts.AcksLate is null) yield return "task_acks_late";
        if (inputs.Facts.RejectOnWorkerLost is null && inputs.Facts.AcksLate is null) yield return "task_reject_on_worker_lost";
        if (inputs.Facts.TimeLimitSeconds is null && inputs.Facts.AcksLate is null) yield return "task_time_limit";
        if (inputs.Facts.PrefetchMultiplier is null) yield return "worker_prefetch_multiplier";
        if (inputs.BeatsSeen is null) yield return "number of beat processes";
        if (inputs.Runtimes.Count == 0) yield return "runtimes";
    }

    /// <summary>Only Redis and SQS hand unacknowledged messages out again after a time.</summary>
    private static double? Visibility(CeleryFacts facts) => facts.BrokerScheme switch
    {
        "redis" or "rediss" or "sentinel" => facts.VisibilityTimeoutSeconds ?? RedisVisibilitySeconds,
        "sqs" => facts.VisibilityTimeoutSeconds ?? SqsVisibilitySeconds,
        _ => null,
    };

    private static TaskFacts? Task(CeleryFacts facts, string task) => facts.Tasks.FirstOrDefault(own => own.Name == task);

    private static bool? AcksLate(CeleryFacts facts, string task) => Task(facts, task)?.AcksLate ?? facts.AcksLate;

    // Null is Celery's own default, which is off; the dump tells acks_late always.
    private static bool? Rejects(CeleryFacts facts, string task) =>
        Task(facts, task)?.RejectOnWorkerLost ?? facts.RejectOnWorkerLost ?? (facts.AcksLate is null ? null : false);

    private static double? HardLimit(CeleryFacts facts, string task) => Task(facts, task)?.TimeLimitSeconds ?? facts.TimeLimitSeconds;

    private static double? SoftLimit(CeleryFacts facts, string task) => Task(facts, task)?.SoftTimeLimitSeconds ?? facts.SoftTimeLimitSeconds;

    private static double? Countdown(CeleryEntry entry)
    {
        if (!entry.Options.TryGetValue("countdown", out var json)) return null;
        try
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind is JsonValueKind.Number ? value.RootElement.GetDouble() : null;
        }
        catch (JsonException)
        {
            // Its reader has refused or reported such an option; there is no number to check here.
            return null;
        }
    }

    private static string Longest(IReadOnlyList<string> tasks, LintInputs inputs)
    {
        var known = tasks.Where(inputs.Runtimes.ContainsKey).OrderByDescending(task => inputs.Runtimes[task].MaxSeconds).ThenBy(task => task, StringComparer.Ordinal).ToList();
        return known is [var longest, ..]
            ? Invariant($"up to {Span(inputs.Runtimes[longest].MaxSeconds)} of work (`{longest}`)")
            : "how much work is not known without a history";
    }

    private static string Names(IReadOnlyList<string> tasks) => string.Create(CultureInfo.InvariantCulture,
        $"{tasks.Count} {(tasks.Count == 1 ? "task" : "tasks")} ({string.Join(", ", tasks.Take(NamesShown).Select(task => $"`{task}`"))}{(tasks.Count > NamesShown ? ", …" : string.Empty)})");
}
