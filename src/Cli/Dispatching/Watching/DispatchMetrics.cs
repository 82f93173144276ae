using System.Globalization;
using System.Text;
using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Cli.Dispatching.Watching;

/// <summary>The last round and the sums of all rounds in the text format of Prometheus. What is unknown has no sample.</summary>
internal sealed class DispatchMetrics : IDispatchWatcher
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Pool, string Purchase), long> _launched = [];
    private readonly SortedDictionary<(string Pool, string Purchase, string Kind), long> _refused = [];
    private readonly SortedDictionary<(string Pool, string Kind), long> _events = [];
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private DispatchRound? _last;

    /// <summary>When the last round began; null before the first one is over.</summary>
    public DateTimeOffset? LastRound
    {
        get
        {
            lock (_lock) return _last?.Situation.Now;
        }
    }

    public void Saw(DispatchRound round)
    {
        lock (_lock)
        {
            _last = round;
            foreach (var launch in round.Launches)
            {
                var purchase = Name(launch.Order.Purchase);
                if (launch.Outcome is not { } outcome) continue;
                Count(_launched, (launch.Order.Pool, purchase), outcome.Started.Count);
                foreach (var refusal in outcome.Refusals) Count(_refused, (launch.Order.Pool, purchase, refusal.Kind.ToString()), refusal.Count);
            }

            foreach (var happened in round.Events) Count(_events, (happened.Pool ?? "", happened.Kind.ToString()), 1);
            foreach (var fault in round.Faults) Count(_faults, fault.What, 1);
        }
    }

    /// <summary>The page.</summary>
    public string Page()
    {
        lock (_lock)
        {
            var page = new StringBuilder();
            if (_last is { } round) Write(page, round);
            Family(page, "costtool_dispatch_launched_total", "counter", "Workers launched.");
            foreach (var ((pool, purchase), count) in _launched) Sample(page, "costtool_dispatch_launched_total", count, ("pool", pool), ("purchase", purchase));
            Family(page, "costtool_dispatch_refused_total", "counter", "Workers that the platform refused.");
            foreach (var ((pool, purchase, kind), count) in _refused) Sample(page, "costtool_dispatch_refused_total", count, ("pool", pool), ("purchase", purchase), ("kind", kind));
            Family(page, "costtool_dispatch_worker_events_total", "counter", "What befell workers.");
            foreach (var ((pool, kind), count) in _events) Sample(page, "costtool_dispatch_worker_events_total", count, ("pool", pool), ("kind", kind));
            Family(page, "costtool_dispatch_faults_total", "counter", "Rounds in which something did not answer.");
            foreach (var (what, count) in _faults) Sample(page, "costtool_dispatch_faults_total", count, ("what", what));
            return page.ToString();
        }
    }

    private static void Write(StringBuilder page, DispatchRound round)
    {
        Single(page, "costtool_dispatch_rounds_total", "counter", "Rounds that are over.", round.Number);
        Single(page, "costtool_dispatch_last_round_timestamp_seconds", "gauge", "When the last round began.", round.Situation.Now.ToUnixTimeMilliseconds() / 1000.0);
        Single(page, "costtool_dispatch_decision_seconds", "gauge", "From the beginning of the last round to its decision.", round.DecisionTime.TotalSeconds);
        Single(page, "costtool_dispatch_holding", "gauge", "1 while nothing may be launched.", round.Decision.Hold is null ? 0 : 1);
        if (round.Lease is { } lease) Single(page, "costtool_dispatch_lease_held", "gauge", "1 while this dispatcher may act.", lease.Held ? 1 : 0);
        Family(page, "costtool_dispatch_breaker", "gauge", "1 for the stage that the Spot breaker is in.");
        foreach (var stage in Enum.GetValues<BreakerStage>()) Sample(page, "costtool_dispatch_breaker", round.Breaker.Stage == stage ? 1 : 0, ("stage", stage.ToString()));
        if (round.Decision.Running is { } running) Single(page, "costtool_dispatch_running_usd_per_hour", "gauge", "What the workers that exist cost at most.", (double)running.Amount);
        if (round.Situation.Budget is { } budget) Single(page, "costtool_dispatch_budget_usd_per_hour", "gauge", "What they may cost at most.", (double)budget.Amount);
        Family(page, "costtool_dispatch_cost_usd_total", "counter", "What workers have cost since the start.");
        Sample(page, "costtool_dispatch_cost_usd_total", (double)round.Cost.Spot.Amount, ("purchase", "spot"));
        Sample(page, "costtool_dispatch_cost_usd_total", (double)round.Cost.OnDemand.Amount, ("purchase", "on-demand"));
        Family(page, "costtool_dispatch_worker_seconds_total", "counter", "Seconds of workers since the start.");
        Sample(page, "costtool_dispatch_worker_seconds_total", round.Cost.SpotSeconds, ("purchase", "spot"));
        Sample(page, "costtool_dispatch_worker_seconds_total", round.Cost.OnDemandSeconds, ("purchase", "on-demand"));
        Queues(page, "costtool_dispatch_ready_messages", "Messages that wait.", round, queue => queue.Ready);
        Queues(page, "costtool_dispatch_in_flight_messages", "Messages that workers hold.", round, queue => queue.InFlight);
        Family(page, "costtool_dispatch_workers", "gauge", "Workers that exist.");
        foreach (var group in (round.Situation.Workers ?? []).GroupBy(worker => (worker.Pool, worker.Stage, worker.Purchase)).OrderBy(group => group.Key.Pool, StringComparer.Ordinal).ThenBy(group => group.Key.Stage).ThenBy(group => group.Key.Purchase))
            Sample(page, "costtool_dispatch_workers", group.Count(), ("pool", group.Key.Pool), ("stage", group.Key.Stage.ToString()), ("purchase", Name(group.Key.Purchase)));
        Family(page, "costtool_dispatch_missing_workers", "gauge", "Workers that should come in addition, before limits.");
        foreach (var pool in round.Decision.Pools) if (pool.Missing is { } missing) Sample(page, "costtool_dispatch_missing_workers", missing, ("pool", pool.Pool));
        Family(page, "costtool_dispatch_oldest_wait_seconds", "gauge", "How long the oldest message has waited, as an estimate.");
        foreach (var pool in round.Decision.Pools) if (pool.OldestWait is { } wait) Sample(page, "costtool_dispatch_oldest_wait_seconds", wait.TotalSeconds, ("pool", pool.Pool));
        Family(page, "costtool_dispatch_task_seconds", "gauge", "Seconds of a task that are reckoned with.");
        foreach (var pool in round.Situation.Pools) Sample(page, "costtool_dispatch_task_seconds", pool.TaskTime.Seconds, ("pool", pool.Pool.Name));
        Family(page, "costtool_dispatch_start_up_seconds", "gauge", "From a launch to the first message, as reckoned with.");
        foreach (var pool in round.Situation.Pools) Sample(page, "costtool_dispatch_start_up_seconds", (pool.StartUp.Expected + pool.Claim.Expected).TotalSeconds, ("pool", pool.Pool.Name));
    }

    private static void Queues(StringBuilder page, string name, string help, DispatchRound round, Func<QueueBacklog, long?> count)
    {
        Family(page, name, "gauge", help);
        foreach (var pool in round.Situation.Pools)
        {
            foreach (var queue in pool.Backlog)
                if (count(queue) is { } number) Sample(page, name, number, ("pool", pool.Pool.Name), ("queue", queue.Queue));
        }
    }

    private static void Count<TKey>(SortedDictionary<TKey, long> counts, TKey key, long more) where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + more;

    private static string Name(PurchaseOption purchase) => purchase == PurchaseOption.Spot ? "spot" : "on-demand";

    private static void Single(StringBuilder page, string name, string type, string help, double value)
    {
        Family(page, name, type, help);
        Sample(page, name, value);
    }

    private static void Family(StringBuilder page, string name, string type, string help) => page.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Sample(StringBuilder page, string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        page.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            var escaped = labels[i].Value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            page.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(escaped).Append('"');
        }

        if (labels.Length > 0) page.Append('}');
        page.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
