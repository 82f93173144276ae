namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>How many workers should come in addition so that the messages that wait are taken in time.</summary>
/// <remarks>
/// <code>
/// a place (a worker has `concurrency` of them) that takes messages from second a on has taken, by second h:
///   busy before        (h − a) / task seconds
///   free at a          max(1, (h − a) / task seconds)
/// horizon h            max(deadline − waited, start-up + deadline / 10)
/// missing messages     messages − what the places that are there or coming have taken by h
/// workers              ⌈missing / (concurrency × max(1, (h − start-up) / task seconds))⌉
/// </code>
/// The second argument of the horizon: where start-up leaves less than a tenth of the deadline, no number of workers is in time, and the fewest that are not much later are meant. Messages seen at an
/// earlier reading have less time left and are reckoned apart, unless nobody who starts now could still be in time for them. The fewest workers that are in time are also the cheapest: each one more
/// is billed a start-up and at least a minute, and shortens no task. So where those that are there will do, none is launched.
/// </remarks>
internal sealed class PoolNeed
{
    // Below it a new worker would hardly take anything before the deadline is over.
    private const double LeastShare = 0.1;

    // So that 3.0000000001 workers, a product of rounding, are not 4.
    private const double Rounding = 1e-9;

    // A worker that is so much later than most ever were is not waited for; the platform ends it some time.
    private const double OverdueFactor = 3;
    private static readonly TimeSpan LeastOverdue = TimeSpan.FromMinutes(3);

    private readonly PoolSituation _pool;
    private readonly List<Place> _places = [];
    private readonly double _taskSeconds;

    public PoolNeed(PoolSituation pool, IReadOnlyList<DispatchedWorker> workers, DateTimeOffset now, TimeSpan poll)
    {
        _pool = pool;
        _taskSeconds = pool.TaskTime.Seconds;
        StartUp = (pool.StartUp.Expected + pool.Claim.Expected).TotalSeconds;
        var overdueAfter = TimeSpan.FromSeconds(Math.Max(StartUp * OverdueFactor, LeastOverdue.TotalSeconds));
        foreach (var worker in workers)
        {
            var until = pool.Pool.WorkerDeadlineSeconds - (now - (worker.StartedAt ?? now)).TotalSeconds;
            if (worker.Stage == WorkerStage.Stopping || until <= 0) Leaving++;
            else if (worker.Stage == WorkerStage.Starting && now - worker.LaunchedAt > overdueAfter) Overdue++;
            else if (worker.Stage == WorkerStage.Starting)
            {
                Coming++;
                var from = Math.Max(0, StartUp - (now - worker.LaunchedAt).TotalSeconds);
                _places.Add(new Place(from, from + until, Free: true));
            }
            else if (worker.StartedAt is { } started && now - started < pool.Claim.Expected)
            {
                // Its process runs, its app is being imported: still pending, in the sense that it has claimed nothing.
                Coming++;
                _places.Add(new Place((pool.Claim.Expected - (now - started)).TotalSeconds, until, Free: true));
            }
            else
            {
                Taking++;
                _places.Add(new Place(0, until, Free: false));
            }
        }

        FreePlaces = Free(now, poll);
    }

    /// <summary>Seconds from a launch until messages are taken.</summary>
    public double StartUp { get; }

    /// <summary>Workers that take messages.</summary>
    public int Taking { get; }

    /// <summary>Workers that will.</summary>
    public int Coming { get; }

    /// <summary>Workers that take nothing more.</summary>
    public int Leaving { get; }

    /// <summary>Workers that should have come long ago. They count for limits and are not waited for.</summary>
    public int Overdue { get; }

    /// <summary>Places of workers that take messages and have nothing to do.</summary>
    public long FreePlaces { get; }

    /// <summary>What the whole backlog needs.</summary>
    /// <param name="ready">Messages that wait.</param>
    public Reckoning ForAll(long ready) => Reckon(ready, Math.Max(_pool.Pool.DeadlineSeconds, StartUp + Margin));

    /// <summary>What messages that have been waiting need; null where nobody who starts now would be in time.</summary>
    public Reckoning? ForOlder(long count, double waitedSeconds)
    {
        var left = _pool.Pool.DeadlineSeconds - waitedSeconds;
        return left < StartUp + Margin ? null : Reckon(count, left);
    }

    private double Margin => _pool.Pool.DeadlineSeconds * LeastShare;

    private Reckoning Reckon(long messages, double horizon)
    {
        double taken = FreePlaces * Math.Max(1, horizon / _taskSeconds);
        var busy = ((long)Taking * _pool.Pool.Concurrency) - FreePlaces;
        foreach (var place in _places)
        {
            var seconds = Math.Min(horizon, place.Until) - place.From;
            if (seconds <= 0) continue;
            // A free place of a worker that is there is reckoned above, as it is not known whose it is.
            if (place.Free) taken += _pool.Pool.Concurrency * Math.Max(1, seconds / _taskSeconds);
            else taken += (double)busy / Taking * (seconds / _taskSeconds);
        }

        var missing = messages - taken;
        var each = _pool.Pool.Concurrency * Math.Max(1, (horizon - StartUp) / _taskSeconds);
        var workers = missing <= 0 ? 0 : (int)Math.Min(int.MaxValue, Math.Ceiling((missing / each) - Rounding));
        return new Reckoning(messages, horizon, taken, each, workers);
    }

    // Where the broker does not tell what workers hold, messages that were not there two readings ago are taken for ones that a worker is just about to take; older ones show that all are busy.
    private long Free(DateTimeOffset now, TimeSpan poll)
    {
        var all = (long)Taking * _pool.Pool.Concurrency;
        if (_pool.InFlight is { } held) return Math.Clamp(all - held, 0, all);
        return _pool.Waiting.OldestSince is { } since && now - since >= poll * 2 ? 0 : all;
    }

    private readonly record struct Place(double From, double Until, bool Free);
}

/// <summary>A need with its numbers.</summary>
/// <param name="Messages">Messages that wait.</param>
/// <param name="Horizon">Seconds within which they should be taken.</param>
/// <param name="Taken">Messages that workers that are there or coming take in that time.</param>
/// <param name="Each">Messages that one more worker takes in that time.</param>
/// <param name="Workers">Workers that should come in addition.</param>
internal sealed record Reckoning(long Messages, double Horizon, double Taken, double Each, int Workers);
