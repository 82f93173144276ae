using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Scheduler.Tests.Dispatching;

/// <summary>A broker and a platform of simulated time: workers come up after a while, take messages one after the other, and leave when idle. Spot can be refused, the broker and the platform can be silent.</summary>
internal sealed class SimulatedPlatform(DateTimeOffset start) : IBacklogSource, IWorkerLauncher, IWorkerEventSource, IDispatchClock
{
    private readonly List<Worker> _workers = [];
    private readonly Dictionary<string, LaunchOutcome> _orders = new(StringComparer.Ordinal);
    private readonly List<WorkerEvent> _events = [];
    private int _number;

    public DateTimeOffset Now { get; private set; } = start;

    public long Waiting { get; set; }

    public long Done { get; private set; }

    public double TaskSeconds { get; init; } = 2;

    public double StartUpSeconds { get; init; } = 35;

    /// <summary>From its start until a worker takes messages.</summary>
    public double ClaimSeconds { get; init; } = 5;

    /// <summary>How long a worker is not shown after its launch.</summary>
    public TimeSpan Delay { get; init; }

    public Func<DateTimeOffset, bool> SpotRefused { get; set; } = _ => false;

    public bool BrokerIsDown { get; set; }

    public bool CountFails { get; set; }

    /// <summary>The next launch is done, and its answer is lost.</summary>
    public bool LoseNextAnswer { get; set; }

    public int SpotCalls { get; private set; }

    public int Launches { get; private set; }

    public int MostAtOnce { get; private set; }

    public string Broker => "simulated";

    public bool HeldNeedsWorker { get; init; }

    public long HeldByNobody { get; set; }

    public IReadOnlyList<DispatchedWorker> Alive => [.. _workers.Select(worker => worker.Told)];

    public List<LaunchOrder> Sent { get; } = [];

    public Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueueBacklog>>([.. queues.Select(queue => BrokerIsDown
            ? new QueueBacklog { Queue = queue, Ready = null, InFlight = null, Unknown = "the broker does not answer" }
            : new QueueBacklog { Queue = queue, Ready = Waiting, InFlight = _workers.Count(worker => worker.Busy) + HeldByNobody })]);

    public Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken) => CountFails
        ? throw new WorkersNotCountedException("the platform does not answer")
        : Task.FromResult<IReadOnlyList<DispatchedWorker>>([.. _workers.Where(worker => Now - worker.Told.LaunchedAt >= Delay).Select(worker => worker.Told)]);

    public Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        Sent.Add(order);
        if (_orders.TryGetValue(order.Token, out var known)) return Task.FromResult(known);
        if (order.Purchase == PurchaseOption.Spot) SpotCalls++;
        if (order.Purchase == PurchaseOption.Spot && SpotRefused(Now)) return Task.FromResult(new LaunchOutcome([], [new LaunchRefusal(RefusalKind.Capacity, order.Count, "Capacity is unavailable at this time")]));
        List<DispatchedWorker> started = [];
        for (var i = 0; i < order.Count; i++)
        {
            var worker = new Worker(new DispatchedWorker { Id = $"w{++_number}", Pool = order.Pool, Purchase = order.Purchase, Stage = WorkerStage.Starting, LaunchedAt = Now });
            _workers.Add(worker);
            started.Add(worker.Told);
        }

        Launches += order.Count;
        MostAtOnce = Math.Max(MostAtOnce, _workers.Count);
        _orders[order.Token] = new LaunchOutcome(started, []);
        if (!LoseNextAnswer) return Task.FromResult(_orders[order.Token]);
        LoseNextAnswer = false;
        throw new IOException("the connection broke");
    }

    Task<IReadOnlyList<WorkerEvent>> IWorkerEventSource.ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkerEvent>>([.. _events]);

    public Task SettleAsync(CancellationToken cancellationToken)
    {
        _events.Clear();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Pass(time);
        return Task.CompletedTask;
    }

    /// <summary>Spot takes a worker away; its message goes back.</summary>
    public void Interrupt(string id, WorkerEventKind kind = WorkerEventKind.Interrupted)
    {
        var worker = _workers.Single(worker => worker.Told.Id == id);
        if (worker.Busy) Waiting++;
        End(worker, kind);
    }

    /// <summary>Time passes, second by second.</summary>
    public void Pass(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            Now += TimeSpan.FromSeconds(1);
            foreach (var worker in _workers.ToList()) Step(worker);
        }
    }

    private void Step(Worker worker)
    {
        if (worker.Told.Stage == WorkerStage.Starting)
        {
            if ((Now - worker.Told.LaunchedAt).TotalSeconds < StartUpSeconds) return;
            worker.Told = worker.Told with { Stage = WorkerStage.Running, StartedAt = Now };
        }

        if ((Now - worker.Told.StartedAt!.Value).TotalSeconds < ClaimSeconds) return;
        worker.Progress += 1;
        while (worker.Busy && worker.Progress >= TaskSeconds)
        {
            worker.Progress -= TaskSeconds;
            Done++;
            worker.Busy = false;
            Take(worker);
        }

        if (worker.Busy) return;
        worker.Progress = 0;
        Take(worker);
        worker.Idle = worker.Busy ? 0 : worker.Idle + 1;
        if (worker.Idle >= 30) End(worker, WorkerEventKind.Ended);
    }

    private void Take(Worker worker)
    {
        if (Waiting == 0) return;
        Waiting--;
        worker.Busy = true;
        worker.Idle = 0;
    }

    private void End(Worker worker, WorkerEventKind kind)
    {
        _workers.Remove(worker);
        _events.Add(new WorkerEvent { WorkerId = worker.Told.Id, Pool = worker.Told.Pool, Kind = kind, At = Now, Purchase = worker.Told.Purchase, Size = null, Zone = null });
    }

    private sealed class Worker(DispatchedWorker told)
    {
        public DispatchedWorker Told { get; set; } = told;

        public bool Busy { get; set; }

        public double Progress { get; set; }

        public int Idle { get; set; }
    }
}
