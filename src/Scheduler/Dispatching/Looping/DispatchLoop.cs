using System.Diagnostics;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>Reads the broker and counts the workers, decides, launches; again and again until it is told to stop. Workers go on when it stops.</summary>
/// <remarks>
/// Which workers exist is asked anew in each round. Remembered are only workers launched so lately that the platform need not show them yet, and what was learned of times. So a dispatcher that is killed and
/// started again launches nothing twice: its first decision waits for a full count like each other one, and its orders have the same tokens (see <see cref="OrderToken"/>).
/// </remarks>
public sealed class DispatchLoop
{
    /// <summary>Where traces come from.</summary>
    public const string TraceSource = "CostTool.Dispatch";

    // A source has its own bound and is asked again in the next round; this one is for one that breaks its promise.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(30);

    // An order is not broken off when the dispatcher stops: what it started must be known.
    private static readonly TimeSpan LongestLaunch = TimeSpan.FromSeconds(60);

    private static readonly ActivitySource Traces = new(TraceSource);

    private readonly DispatchSetup _setup;
    private readonly IReadOnlyList<PoolMemory> _pools;
    private readonly IReadOnlyList<string> _queues;
    private readonly RunBill _bill;
    private readonly Dictionary<string, int> _answered = new(StringComparer.Ordinal);
    private UnseenLaunches _unseen = UnseenLaunches.None;
    private SpotBreaker _breaker;
    private long _rounds;

    /// <summary>A dispatcher that has not begun.</summary>
    public DispatchLoop(DispatchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _setup = setup;
        _pools = [.. setup.Pools.Select(pool => new PoolMemory(pool, setup.Prices[pool.Name], setup.StartUpPrior, setup.ClaimPrior))];
        _queues = [.. setup.Pools.SelectMany(pool => pool.Queues)];
        _bill = new RunBill(setup.Prices, setup.Clock.Now);
        _breaker = setup.Breaker;
    }

    /// <summary>What workers have cost since the start.</summary>
    public RunCost Cost => _bill.Total();

    /// <summary>Goes round until it is told to stop; the first round begins at once.</summary>
    /// <exception cref="ProblemException">The broker refuses user or password, or something else that waiting cannot mend, at the first reading.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var next = _setup.Clock.Now + _setup.Poll;
                await RoundAsync(stop).ConfigureAwait(false);
                var left = next - _setup.Clock.Now;
                if (left > TimeSpan.Zero) await _setup.Clock.WaitAsync(left, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop: nothing was being launched, as a launch is not broken off.
        }
    }

    /// <summary>One round.</summary>
    /// <exception cref="ProblemException">As for <see cref="RunAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">Told to stop while it read.</exception>
    public async Task<DispatchRound> RoundAsync(CancellationToken stop)
    {
        using var trace = Traces.StartActivity("dispatch round");
        var (now, began) = (_setup.Clock.Now, Stopwatch.GetTimestamp());
        List<DispatchFault> faults = [];
        var backlogReading = Ask("broker", token => _setup.Backlog.ReadAsync(_queues, token), faults, stop);
        var countReading = Ask("workers", _setup.Launcher.CountAsync, faults, stop);
        var leaseReading = _setup.Lease is { } lease ? Ask("lease", async token => await lease.HoldAsync(token).ConfigureAwait(false), faults, stop) : Task.FromResult<LeaseState?>(null);
        var eventReading = _setup.Events is { } events && !_setup.DryRun ? Ask("events", events.ReadAsync, faults, stop) : Task.FromResult<IReadOnlyList<WorkerEvent>?>(null);
        var resultReading = _setup.Results is { } results ? Ask("results", results.ReadAsync, faults, stop) : Task.FromResult<IReadOnlyList<WorkerResult>?>(null);
        await Task.WhenAll(backlogReading, countReading, leaseReading, eventReading, resultReading).ConfigureAwait(false);
        var (backlog, counted, held) = (await backlogReading.ConfigureAwait(false), await countReading.ConfigureAwait(false), await leaseReading.ConfigureAwait(false));
        var readTime = Stopwatch.GetElapsedTime(began);

        var happened = await eventReading.ConfigureAwait(false) ?? [];
        Take(happened, await resultReading.ConfigureAwait(false) ?? [], now);
        var workers = Merge(counted, now);
        _breaker = _breaker.At(now);
        var situation = Situation(now, backlog, workers, held, faults);
        var decision = DispatchDecider.Decide(situation);
        var decisionTime = Stopwatch.GetElapsedTime(began);

        List<LaunchReport> launches = [];
        if (!_setup.DryRun) await LaunchAsync(situation, decision, held, launches, stop).ConfigureAwait(false);
        if (happened.Count > 0 && _setup.Events is { } settled && !_setup.DryRun) await Ask("events", async token => { await settled.SettleAsync(token).ConfigureAwait(false); return happened; }, faults, stop).ConfigureAwait(false);
        var round = new DispatchRound
        {
            Number = ++_rounds,
            Situation = situation,
            Decision = decision,
            Launches = launches,
            Events = happened,
            Faults = [.. faults.OrderBy(fault => fault.What, StringComparer.Ordinal)],
            Breaker = _breaker,
            Lease = held,
            Cost = _bill.Total(),
            ReadTime = readTime,
            DecisionTime = decisionTime,
        };
        trace?.SetTag("dispatch.round", round.Number).SetTag("dispatch.launched", launches.Sum(launch => launch.Outcome?.Started.Count ?? 0)).SetTag("dispatch.hold", decision.Hold);
        foreach (var watcher in _setup.Watchers) watcher.Saw(round);
        return round;
    }

    private void Take(IReadOnlyList<WorkerEvent> events, IReadOnlyList<WorkerResult> results, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            if (happened.Kind is WorkerEventKind.Interrupted or WorkerEventKind.FailedToStart && happened.Purchase == PurchaseOption.Spot) _breaker = _breaker.Interrupted(happened.WorkerId, happened.At, now);
            Pool(happened.Pool)?.Take(happened, now);
            // An interrupted worker has two minutes left; it is gone when the platform no longer counts it.
            if (happened.Kind == WorkerEventKind.Interrupted) continue;
            _bill.Ended(happened.WorkerId, happened.At);
            _unseen = _unseen.Without(new HashSet<string>(StringComparer.Ordinal) { happened.WorkerId }, now, TimeSpan.MaxValue);
        }

        foreach (var result in results) Pool(result.Pool)?.Take(result);
    }

    private List<DispatchedWorker>? Merge(IReadOnlyList<DispatchedWorker>? counted, DateTimeOffset now)
    {
        if (counted is null) return null;
        _unseen = _unseen.Without(counted.Select(worker => worker.Id).ToHashSet(StringComparer.Ordinal), now, _setup.Visibility);
        _breaker = _breaker.Running(counted.Where(worker => worker.StartedAt is not null && worker.Stage == WorkerStage.Running).Select(worker => worker.Id));
        List<DispatchedWorker> workers = [.. counted, .. _unseen.Workers];
        _bill.Counted(workers, now);
        return workers;
    }

    private DispatchSituation Situation(DateTimeOffset now, IReadOnlyList<QueueBacklog>? backlog, List<DispatchedWorker>? workers, LeaseState? held, List<DispatchFault> faults)
    {
        string? Why(string what) => faults.Find(fault => fault.What == what)?.Reason;
        var byQueue = (backlog ?? []).ToDictionary(queue => queue.Queue, StringComparer.Ordinal);
        var byPool = workers?.ToLookup(worker => worker.Pool, StringComparer.Ordinal);
        return new DispatchSituation
        {
            Now = now,
            Pools =
            [
                .. _pools.Select(pool => pool.Read(
                    now,
                    [.. pool.Pool.Queues.Select(queue => byQueue.GetValueOrDefault(queue) ?? new QueueBacklog { Queue = queue, Ready = null, InFlight = null, Unknown = Why("broker") })],
                    byPool?[pool.Pool.Name].ToList(),
                    _setup.Backlog.HeldNeedsWorker)),
            ],
            Workers = workers,
            Hold = workers is null ? $"the workers that exist are not known: {Why("workers")}"
                : _setup.Lease is null || held is { Held: true } ? null
                : held is null ? $"whether this dispatcher may act is not known: {Why("lease")}"
                : $"another dispatcher acts{(held.Holder is { } holder ? $": {holder}" : "")}",
            Breaker = _breaker,
            Budget = _setup.Budget,
            Poll = _setup.Poll,
            Answered = new Dictionary<string, int>(_answered, StringComparer.Ordinal),
        };
    }

    private async Task LaunchAsync(DispatchSituation situation, DispatchDecision decision, LeaseState? held, List<LaunchReport> launches, CancellationToken stop)
    {
        HashSet<string> answered = [];
        foreach (var order in decision.Orders)
        {
            if (stop.IsCancellationRequested) return;
            if (held?.Until is { } until && _setup.Clock.Now >= until)
            {
                launches.Add(new LaunchReport(order, null, "not sent: the lease ran out during the round"));
                continue;
            }

            if (order.Purchase == PurchaseOption.Spot && _breaker.SpotAllowed == 0)
            {
                launches.Add(new LaunchReport(order, null, "not sent: Spot was refused in this round"));
                continue;
            }

            using var trace = Traces.StartActivity("launch")?.SetTag("dispatch.pool", order.Pool).SetTag("dispatch.purchase", order.Purchase.ToString()).SetTag("dispatch.count", order.Count);
            var report = await SendAsync(order).ConfigureAwait(false);
            launches.Add(report);
            if (report.Outcome is not { } outcome) continue;
            answered.Add(DispatchDecider.FleetOf(situation, order.Pool, order.Purchase));
            Take(order, outcome);
            // Asked too fast, more orders would only be refused too.
            if (outcome.Refusals.Any(refusal => refusal.Kind == RefusalKind.Throttled)) break;
        }

        // Only fleets of this span of time are asked for again.
        if (_answered.Count > 1000) _answered.Clear();
        foreach (var fleet in answered) _answered[fleet] = _answered.GetValueOrDefault(fleet) + 1;
    }

    private void Take(LaunchOrder order, LaunchOutcome outcome)
    {
        var now = _setup.Clock.Now;
        if (outcome.Started.Count > 0)
        {
            _unseen = _unseen.With(outcome.Started);
            _bill.Started(outcome.Started, now);
            Pool(order.Pool)?.Launched();
        }

        if (order.Purchase != PurchaseOption.Spot) return;
        // The quota of Spot is one of its own: on demand may still be had.
        if (outcome.Refusals.FirstOrDefault(refusal => refusal.Kind is RefusalKind.Capacity or RefusalKind.Quota) is { } refused) _breaker = _breaker.Refused(refused.Reason, now);
        else if (outcome.Started.Count > 0 && outcome.Refusals.Count == 0) _breaker = _breaker.Started(outcome.Started[0].Id, now);
    }

    private async Task<LaunchReport> SendAsync(LaunchOrder order)
    {
        using var bound = new CancellationTokenSource(LongestLaunch);
        try
        {
            return new LaunchReport(order, await _setup.Launcher.LaunchAsync(order, bound.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException)
        {
            return new LaunchReport(order, null, $"no answer within {LongestLaunch.TotalSeconds} s; the order is repeated with the same token");
        }
        catch (Exception fault) when (Survivable(fault))
        {
            return new LaunchReport(order, null, Sentence(fault));
        }
    }

    // A loop that ends because a service was away for a minute would leave the queues to nobody. What is caught is told in the round and is a reason to hold.
    private async Task<T?> Ask<T>(string what, Func<CancellationToken, Task<T>> question, List<DispatchFault> faults, CancellationToken stop) where T : class
    {
        using var trace = Traces.StartActivity($"ask {what}");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(LongestReading);
        try
        {
            return await question(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Note($"no answer within {LongestReading.TotalSeconds} s");
        }
        catch (Exception fault) when (fault is not OperationCanceledException && Survivable(fault) && !(fault is ProblemException && _rounds == 0))
        {
            Note(Sentence(fault));
        }

        return null;

        void Note(string reason)
        {
            trace?.SetStatus(ActivityStatusCode.Error, reason);
            lock (faults) faults.Add(new DispatchFault(what, reason));
        }
    }

    // Those say that the program is wrong and not the world.
    private static bool Survivable(Exception fault) => fault is not (NullReferenceException or ArgumentException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException or OutOfMemoryException);

    private static string Sentence(Exception fault) => fault is ProblemException { Problems: [var problem, ..] } ? problem.ToString() : fault.Message.ReplaceLineEndings(" ");

    private PoolMemory? Pool(string? name) => _pools.FirstOrDefault(pool => pool.Pool.Name == name);
}
