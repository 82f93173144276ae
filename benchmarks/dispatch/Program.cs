using System.Diagnostics;
using System.Globalization;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Learning;
using CostTool.Scheduler.Dispatching.Looping;

// The broker and the platform are in memory here, so what is timed is the dispatcher's own part; benchmarks/queues times the brokers.
var poll = TimeSpan.FromSeconds(double.Parse(args[0], CultureInfo.InvariantCulture));
var turns = int.Parse(args[1], CultureInfo.InvariantCulture);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}"));
await FirstLaunchAsync();
LargeBacklog(pools: 1, ready: 1_000_000);
LargeBacklog(pools: 100, ready: 1_000_000);

async Task FirstLaunchAsync()
{
    List<double> waits = [];
    var random = new Random(1);
    for (var turn = 0; turn < turns; turn++)
    {
        var memory = new Memory();
        using var stop = new CancellationTokenSource();
        var loop = new DispatchLoop(new DispatchSetup
        {
            Pools = [Pool(0)],
            Prices = new Dictionary<string, PoolPrice> { [Pool(0).Name] = Price() },
            Poll = poll,
            Backlog = memory,
            Launcher = memory,
            Visibility = TimeSpan.FromSeconds(60),
            StartUpPrior = TimeSpan.FromSeconds(35),
            ClaimPrior = TimeSpan.FromSeconds(5),
            Clock = new Clock(),
        });
        var running = loop.RunAsync(stop.Token);
        // A message comes at any moment between two looks.
        await Task.Delay(poll * (0.2 + random.NextDouble()));
        var sent = Stopwatch.GetTimestamp();
        memory.Ready = 1;
        waits.Add(Stopwatch.GetElapsedTime(sent, await memory.Launched.Task).TotalMilliseconds);
        await stop.CancelAsync();
        await running;
    }

    waits.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"message to launch, poll {poll.TotalMilliseconds:0} ms, {turns} turns: median {waits[turns / 2]:0} ms, longest {waits[^1]:0} ms, which is poll {waits[^1] - poll.TotalMilliseconds:+0;-0} ms (aim: +250 ms at most)"));
}

static void LargeBacklog(int pools, long ready)
{
    var now = DateTimeOffset.UnixEpoch.AddYears(56);
    var situation = new DispatchSituation
    {
        Now = now,
        Pools = [.. Enumerable.Range(0, pools).Select(number => new PoolSituation
        {
            Pool = Pool(number),
            Price = Price(),
            Backlog = [new QueueBacklog { Queue = $"queue{number}", Ready = ready, InFlight = 100 }],
            TaskTime = new TaskTime { Prior = 2 },
            StartUp = new StartUpTime { Prior = TimeSpan.FromSeconds(35) },
            Claim = new StartUpTime { Prior = TimeSpan.FromSeconds(5) },
            Waiting = new WaitingMessages { Cohorts = [.. Enumerable.Range(0, WaitingMessages.Most).Select(past => new WaitingCohort(now.AddSeconds(past - WaitingMessages.Most + 1), ready))] },
        })],
        Workers = [.. Enumerable.Range(0, 1000).Select(number => new DispatchedWorker
        {
            Id = $"worker{number}", Pool = Pool(number % pools).Name, Purchase = PurchaseOption.Spot, Stage = WorkerStage.Running, LaunchedAt = now.AddMinutes(-10), StartedAt = now.AddMinutes(-9),
        })],
        Breaker = new SpotBreaker(),
        Budget = new UsdPerHour(1_000_000),
        Poll = TimeSpan.FromSeconds(5),
    };
    DispatchDecider.Decide(situation);
    var bytes = GC.GetAllocatedBytesForCurrentThread();
    var began = Stopwatch.GetTimestamp();
    const int Times = 20;
    for (var i = 0; i < Times; i++) DispatchDecider.Decide(situation);
    var each = Stopwatch.GetElapsedTime(began) / Times;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"decision, {pools} pools with {ready:N0} messages each and 1,000 workers: {each.TotalMilliseconds:0.0} ms, {(GC.GetAllocatedBytesForCurrentThread() - bytes) / Times / 1024:N0} KiB allocated (aim: below 1 s)"));
}

static PoolPrice Price() => new() { OnDemand = new UsdPerHour(0.015m), Spot = new UsdPerHour(0.005m), SpotHigh = new UsdPerHour(0.01m) };

static WorkerPool Pool(int number) => new()
{
    Name = $"pool{number}", Queues = [$"queue{number}"], Size = FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromGibibytes(1), "benchmark"), DeadlineSeconds = 600, MaxWorkers = 1000, TaskSeconds = 2,
};

internal sealed class Clock : IDispatchClock
{
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}

internal sealed class Memory : IBacklogSource, IWorkerLauncher
{
    private long _ready;

    public long Ready
    {
        set => Interlocked.Exchange(ref _ready, value);
    }

    public TaskCompletionSource<long> Launched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Broker => "memory";

    public Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueueBacklog>>([.. queues.Select(queue => new QueueBacklog { Queue = queue, Ready = Interlocked.Read(ref _ready), InFlight = 0 })]);

    public Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DispatchedWorker>>([]);

    public Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        Launched.TrySetResult(Stopwatch.GetTimestamp());
        return Task.FromResult(new LaunchOutcome([], []));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
