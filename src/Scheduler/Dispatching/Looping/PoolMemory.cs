using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Learning;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>What is remembered of a pool from round to round. All of it is learned again after a restart; nothing of it says which workers exist.</summary>
internal sealed class PoolMemory(WorkerPool pool, PoolPrice price, TimeSpan startUpPrior, TimeSpan claimPrior)
{
    private TaskTime _taskTime = new() { Prior = pool.TaskSeconds };
    private StartUpTime _startUp = new() { Prior = startUpPrior };
    private StartUpTime _claim = new() { Prior = claimPrior };
    private WaitingMessages _waiting = new();
    private HeldAlone _held = new();
    private FailedStarts _failed = FailedStarts.None;
    private HashSet<string> _timed = new(StringComparer.Ordinal);
    private (DateTimeOffset At, long Ready)? _last;
    private long _places;

    public WorkerPool Pool => pool;

    public void Take(WorkerEvent happened, DateTimeOffset now) => _failed = _failed.With(happened.Kind, now);

    public void Take(WorkerResult result)
    {
        _taskTime = _taskTime.WithResult(result.Tasks, result.BusySeconds);
        if (result.Load is { } load) _claim = _claim.With(load);
        if (result.Tasks > 0) _failed = FailedStarts.None;
    }

    /// <summary>Takes in a reading and says what is known now.</summary>
    /// <param name="now">When it was made.</param>
    /// <param name="backlog">The queues.</param>
    /// <param name="workers">Workers of this pool; null where they are unknown.</param>
    /// <param name="heldNeedsWorker">See <see cref="IBacklogSource.HeldNeedsWorker"/>.</param>
    public PoolSituation Read(DateTimeOffset now, IReadOnlyList<QueueBacklog> backlog, IReadOnlyList<DispatchedWorker>? workers, bool heldNeedsWorker)
    {
        if (workers is not null) Time(workers);
        var situation = new PoolSituation { Pool = pool, Price = price, Backlog = backlog, TaskTime = _taskTime, StartUp = _startUp, Claim = _claim, Waiting = _waiting };
        if (situation.Ready is { } ready)
        {
            var placeSeconds = _last is { } last ? _places * Math.Max(0, (now - last.At).TotalSeconds) : 0;
            if (_last is { } before) _taskTime = _taskTime.WithFall(before.Ready, ready, placeSeconds);
            _waiting = _waiting.With(now, ready, placeSeconds / _taskTime.Seconds);
            _last = (now, ready);
        }
        else
        {
            // What was taken while nothing was known cannot be told apart from what arrived.
            _last = null;
        }

        _places = workers is null ? 0 : (long)workers.Count(worker => worker.Stage == WorkerStage.Running && now - worker.StartedAt >= _claim.Expected) * pool.Concurrency;
        if (workers is not null && heldNeedsWorker) _held = _held.With(now, situation.Ready, situation.InFlight, workers.Count > 0);
        return situation with { TaskTime = _taskTime, Waiting = _waiting, TakeBack = _held.IsTime(now), Hold = _failed.Hold(now) };
    }

    /// <summary>A worker was launched.</summary>
    public void Launched() => _held = _held.Since is null ? _held : _held.Looked();

    private void Time(IReadOnlyList<DispatchedWorker> workers)
    {
        foreach (var worker in workers)
            if (worker.StartedAt is { } started && !_timed.Contains(worker.Id)) _startUp = _startUp.With(started - worker.LaunchedAt);
        _timed = [.. workers.Where(worker => worker.StartedAt is not null).Select(worker => worker.Id)];
    }
}
