using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>A fixed service whose workers hold messages back: a task may wait behind a long one in its worker while another worker is free.</summary>
/// <remarks>
/// A worker may have multiplier × concurrency messages that are not acknowledged. The broker gives the next message to the worker whose room is free for longest; there it
/// takes the first place that ends. Room is free again when the task starts (early acknowledgement) or ends (late).
/// </remarks>
internal static class PrefetchReplay
{
    /// <summary>Replays workers on demand.</summary>
    public static void Run(QueueDemand demand, int workers, int concurrency, Prefetch prefetch, double runtimeFactor, ReplayTally tally)
    {
        var room = new TimeHeap(workers * concurrency * prefetch.Multiplier);
        var places = new FreeTimes[workers];
        // A worker's second message comes after every other worker's first: the broker goes round.
        for (var message = 0; message < concurrency * prefetch.Multiplier; message++)
            for (var worker = 0; worker < workers; worker++) room.Push(new(0, (message * workers) + worker, worker));
        for (var worker = 0; worker < workers; worker++) places[worker] = new(concurrency);
        var (last, given) = (0L, workers * concurrency * prefetch.Multiplier);
        for (var task = 0; task < demand.Count; task++)
        {
            var due = demand.DueColumn[task];
            var (free, _, worker) = room.Top;
            var start = Math.Max(Math.Max(free, due), places[worker].Earliest);
            var runtime = ServiceReplay.Scaled(demand.RuntimeColumn[task], runtimeFactor);
            var finish = start + runtime;
            places[worker].Take(finish);
            room.ReplaceTop(new(prefetch.AcksLate ? finish : start, given++, worker));
            last = Math.Max(last, finish);
            tally.Waits.Add(start - due);
            tally.Done(due, finish, runtime);
        }

        tally.Launches += workers;
        for (var worker = 0; worker < workers; worker++) tally.Stopped(0, Math.Max(demand.HorizonMicros, last), spot: false);
    }
}
