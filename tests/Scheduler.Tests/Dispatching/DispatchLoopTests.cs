using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Scheduler.Tests.Dispatching;

public sealed class DispatchLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly SimulatedPlatform _platform = new(Situations.Now) { Waiting = 1000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task The_first_decision_is_made_at_once_and_the_work_is_done_within_the_deadline_and_then_nobody_is_left()
    {
        var loop = Loop(_platform, Situations.Pool());
        var first = await loop.RoundAsync(Token);
        Assert.Equal(34, first.Decision.Pools[0].Missing); // 1000 / 30
        await Turn(loop, _platform, 20);
        Assert.Equal(0, _platform.Waiting);
        await Turn(loop, _platform, 10);
        Assert.Equal(1000, _platform.Done);
        Assert.Empty(_platform.Alive);
        Assert.Equal(34, _platform.Launches);
    }

    [Fact]
    public async Task A_run_with_nothing_to_do_costs_nothing()
    {
        _platform.Waiting = 0;
        var loop = Loop(_platform, Situations.Pool());
        await Turn(loop, _platform, 100);
        Assert.Empty(_platform.Sent);
        Assert.Equal(Usd.Zero, loop.Cost.Total);
    }

    [Fact]
    public async Task Spot_refused_for_ten_minutes_the_work_goes_on_on_demand_and_returns_to_Spot()
    {
        var end = _platform.Now.AddMinutes(10);
        _platform.SpotRefused = now => now < end;
        var loop = Loop(_platform, Situations.Pool(most: 5));
        List<DispatchRound> rounds = [];
        while (_platform.Now < end)
        {
            // Work keeps coming, so that there is always a reason to launch.
            _platform.Waiting += 5;
            rounds.Add(await loop.RoundAsync(Token));
            _platform.Pass(Poll);
        }

        var doneOnDemand = _platform.Done;
        Assert.True(doneOnDemand > 1000, $"{doneOnDemand} done while Spot was refused");
        Assert.Equal(Usd.Zero, loop.Cost.Spot);
        Assert.True(loop.Cost.OnDemand > Usd.Zero);
        // Two to see it, then one try when a worker is needed, after 1, 2, 4 ... minutes.
        Assert.InRange(_platform.SpotCalls, 2, 6);

        for (var i = 0; i < 600 && loop.Cost.Spot == Usd.Zero | rounds[^1].Breaker.Stage != BreakerStage.Closed; i++)
        {
            // Bursts with pauses, so that workers leave and are needed again.
            if (i % 60 == 0) _platform.Waiting += 500;
            rounds.Add(await loop.RoundAsync(Token));
            _platform.Pass(Poll);
        }

        Assert.Equal(BreakerStage.Closed, rounds[^1].Breaker.Stage);
        Assert.True(_platform.Now - end < TimeSpan.FromMinutes(30), $"Spot was used again after {_platform.Now - end}");
        Assert.True(loop.Cost.Spot > Usd.Zero);
        Assert.Equal(loop.Cost.Spot + loop.Cost.OnDemand, loop.Cost.Total);
        Assert.Contains(rounds, round => round.Breaker.Stage == BreakerStage.Probing);
    }

    [Fact]
    public async Task A_budget_holds_through_a_whole_run()
    {
        var loop = Loop(_platform, Situations.Pool(), budget: 2);
        for (var i = 0; i < 200; i++)
        {
            _platform.Waiting += 20;
            await loop.RoundAsync(Token);
            Assert.True(_platform.Alive.Sum(worker => Situations.Price.AtMost(worker.Purchase).Amount) <= 2);
            _platform.Pass(Poll);
        }

        Assert.Equal(4, _platform.MostAtOnce);
    }

    [Fact]
    public async Task A_dispatcher_that_is_killed_and_started_again_launches_nothing_twice()
    {
        var platform = new SimulatedPlatform(Situations.Now) { Waiting = 1000, Delay = TimeSpan.FromSeconds(15) };
        await Loop(platform, Situations.Pool()).RoundAsync(Token);
        for (var i = 0; i < 5; i++)
        {
            platform.Pass(TimeSpan.FromSeconds(3));
            // A new one each time: it remembers nothing, and at first the platform does not show the workers.
            await Loop(platform, Situations.Pool()).RoundAsync(Token);
        }

        Assert.Equal(34, platform.Launches);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_token()
    {
        _platform.Waiting = 30;
        _platform.LoseNextAnswer = true;
        var platform = new DelayedCount(_platform);
        var loop = Loop(_platform, Situations.Pool(), launcher: platform);
        var lost = await loop.RoundAsync(Token);
        Assert.Equal("the connection broke", lost.Launches[0].Fault);
        await loop.RoundAsync(Token);
        Assert.Equal(_platform.Sent[0].Token, _platform.Sent[1].Token);
        Assert.Equal(1, _platform.Launches);
        await loop.RoundAsync(Token); // remembered, though it is not shown
        Assert.Equal(2, _platform.Sent.Count);
    }

    [Fact]
    public async Task A_broker_that_is_away_holds_and_is_used_again_when_it_is_back()
    {
        _platform.BrokerIsDown = true;
        var loop = Loop(_platform, Situations.Pool());
        for (var i = 0; i < 10; i++) Assert.Empty((await loop.RoundAsync(Token)).Decision.Orders);
        _platform.BrokerIsDown = false;
        Assert.NotEmpty((await loop.RoundAsync(Token)).Launches);
    }

    [Fact]
    public async Task Nothing_is_launched_while_the_workers_cannot_be_counted()
    {
        _platform.CountFails = true;
        var loop = Loop(_platform, Situations.Pool());
        var round = await loop.RoundAsync(Token);
        Assert.Empty(_platform.Sent);
        Assert.Equal("the workers that exist are not known: the platform does not answer", round.Decision.Hold);
        _platform.CountFails = false;
        Assert.NotEmpty((await loop.RoundAsync(Token)).Launches);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Only_who_holds_the_lease_launches(bool held, bool launches)
    {
        var lease = new FixedLease(new LeaseState(held, held ? Situations.Now.AddMinutes(1) : null, "the other one"));
        var round = await Loop(_platform, Situations.Pool(), lease: lease).RoundAsync(Token);
        Assert.Equal(launches, _platform.Sent.Count > 0);
        Assert.Equal(launches ? null : "another dispatcher acts: the other one", round.Decision.Hold);
    }

    [Fact]
    public async Task A_lease_that_ran_out_while_it_read_launches_nothing()
    {
        var round = await Loop(_platform, Situations.Pool(), lease: new FixedLease(new LeaseState(true, Situations.Now, null))).RoundAsync(Token);
        Assert.Empty(_platform.Sent);
        Assert.All(round.Launches, launch => Assert.Equal("not sent: the lease ran out during the round", launch.Fault));
    }

    [Fact]
    public async Task A_lease_that_does_not_answer_launches_nothing()
    {
        var round = await Loop(_platform, Situations.Pool(), lease: new BrokenLease()).RoundAsync(Token);
        Assert.Empty(_platform.Sent);
        Assert.StartsWith("whether this dispatcher may act is not known", round.Decision.Hold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_launches_nothing_and_tells_what_it_would()
    {
        var round = await Loop(_platform, Situations.Pool(), dryRun: true).RoundAsync(Token);
        Assert.NotEmpty(round.Decision.Orders);
        Assert.Empty(_platform.Sent);
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to_and_the_workers_go_on()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watcher = new StopAfter(3, stop);
        await Loop(_platform, Situations.Pool(), watcher: watcher).RunAsync(stop.Token);
        Assert.Equal(3, watcher.Rounds);
        Assert.NotEmpty(_platform.Alive);
    }

    [Fact]
    public async Task What_waiting_cannot_mend_ends_it_at_the_first_reading_only()
    {
        var refusing = new RefusingBroker(_platform);
        var loop = Loop(_platform, Situations.Pool(), backlog: refusing);
        refusing.Refuses = true;
        await Assert.ThrowsAsync<ProblemException>(() => loop.RoundAsync(Token));
        refusing.Refuses = false;
        await loop.RoundAsync(Token);
        refusing.Refuses = true;
        var round = await loop.RoundAsync(Token);
        Assert.Contains(round.Faults, fault => fault.What == "broker" && fault.Reason.Contains("password", StringComparison.Ordinal));
        Assert.Null(round.Decision.Pools[0].Ready);
    }

    [Fact]
    public async Task Workers_that_end_badly_one_after_the_other_are_not_replaced_at_once()
    {
        var loop = Loop(_platform, Situations.Pool() with { Spot = false, MaxWorkers = 1 });
        for (var i = 0; i < 60; i++)
        {
            await loop.RoundAsync(Token);
            foreach (var worker in _platform.Alive) _platform.Interrupt(worker.Id, WorkerEventKind.Failed);
            _platform.Pass(Poll);
        }

        // 300 s: three at once, then after 15, 30, 60, 120 s.
        Assert.InRange(_platform.Launches, 5, 8);
    }

    [Fact]
    public async Task What_a_killed_worker_held_is_looked_for_after_one_minute_then_two_then_four()
    {
        var platform = new SimulatedPlatform(Situations.Now) { Waiting = 0, HeldByNobody = 3, HeldNeedsWorker = true, StartUpSeconds = 1 };
        var loop = Loop(platform, Situations.Pool());
        await Turn(loop, platform, 11);
        Assert.Equal(0, platform.Launches);
        await Turn(loop, platform, 3);
        Assert.Equal(1, platform.Launches);
        await Turn(loop, platform, 120); // 10 min
        Assert.InRange(platform.Launches, 3, 4);
    }

    private static async Task Turn(DispatchLoop loop, SimulatedPlatform platform, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            platform.Pass(Poll);
            await loop.RoundAsync(Token);
        }
    }

    private static DispatchLoop Loop(
        SimulatedPlatform platform, WorkerPool pool, decimal? budget = null, IDispatchLease? lease = null, bool dryRun = false, IDispatchWatcher? watcher = null, IBacklogSource? backlog = null, IWorkerLauncher? launcher = null) => new(new DispatchSetup
        {
            Pools = [pool],
            Prices = new Dictionary<string, PoolPrice> { [pool.Name] = Situations.Price },
            Budget = budget is { } usd ? new UsdPerHour(usd) : null,
            Poll = Poll,
            Backlog = backlog ?? platform,
            Launcher = launcher ?? platform,
            Lease = lease,
            Events = platform,
            Visibility = TimeSpan.FromSeconds(60),
            StartUpPrior = TimeSpan.FromSeconds(35),
            ClaimPrior = TimeSpan.FromSeconds(5),
            DryRun = dryRun,
            Clock = platform,
            Watchers = watcher is null ? [] : [watcher],
        });

    private sealed class FixedLease(LeaseState state) : IDispatchLease
    {
        public Task<LeaseState> HoldAsync(CancellationToken cancellationToken) => Task.FromResult(state);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class BrokenLease : IDispatchLease
    {
        public Task<LeaseState> HoldAsync(CancellationToken cancellationToken) => throw new IOException("no route to host");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class DelayedCount(SimulatedPlatform platform) : IWorkerLauncher
    {
        public bool Hides { get; set; } = true;

        public async Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken) => Hides ? [] : await platform.CountAsync(cancellationToken);

        public Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken) => platform.LaunchAsync(order, cancellationToken);
    }

    private sealed class RefusingBroker(SimulatedPlatform platform) : IBacklogSource
    {
        public bool Refuses { get; set; }

        public string Broker => platform.Broker;

        public Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => Refuses
            ? throw new ProblemException(new Problem("the broker refuses user or password", "redis://host:6379", "set the right password"))
            : platform.ReadAsync(queues, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StopAfter(int rounds, CancellationTokenSource stop) : IDispatchWatcher
    {
        public int Rounds { get; private set; }

        public void Saw(DispatchRound round)
        {
            if (++Rounds == rounds) stop.Cancel();
        }
    }
}
