using System.Runtime.CompilerServices;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>The fast path of a fixed service that nothing interrupts: first come, first served needs only the times at which places are free.</summary>
internal static class ServiceReplay
{
    /// <summary>Replays it; every worker runs from the start to the end of the history, or until the last task ends where that is later.</summary>
    public static void Run(QueueDemand demand, int spotWorkers, int onDemandWorkers, int concurrency, double runtimeFactor, ReplayTally tally)
    {
        var places = checked((spotWorkers + onDemandWorkers) * concurrency);
        var last = places == 1 ? OnePlace(demand, runtimeFactor, tally) : demand.IsUniform ? Ring(demand, places, runtimeFactor, tally) : Places(demand, places, runtimeFactor, tally);
        // Those that waited are counted by now.
        tally.Waits.AddZeros(demand.Count - tally.Waits.Count);
        tally.Completed += demand.Count;
        tally.Work += runtimeFactor == 1 ? demand.WorkMicros : demand.RuntimeColumn.Sum(runtime => Scaled(runtime, runtimeFactor));
        var stop = Math.Max(demand.HorizonMicros, last);
        tally.Launches += spotWorkers + onDemandWorkers;
        for (var worker = 0; worker < spotWorkers + onDemandWorkers; worker++) tally.Stopped(0, stop, worker < spotWorkers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long OnePlace(QueueDemand demand, double factor, ReplayTally tally)
    {
        var (due, runtimes, waits, free, deadline, late) = (demand.DueColumn, demand.RuntimeColumn, tally.Waits, 0L, tally.Deadline, 0L);
        for (var task = 0; task < due.Length && task < runtimes.Length; task++)
        {
            var (at, runtime) = (due[task], Scaled(runtimes[task], factor));
            if (free > at) waits.Add(free - at);
            free = Math.Max(free, at) + runtime;
            if (free - at > deadline) late++;
        }

        tally.Late += late;
        return free;
    }

    // Equal runtimes end in the order in which they started: the place that is free first is the one that was taken first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Ring(QueueDemand demand, int places, double factor, ReplayTally tally)
    {
        var (due, waits, free, next, last, late) = (demand.DueColumn, tally.Waits, new long[places], 0, 0L, 0L);
        var runtime = due.Length == 0 ? 0 : Scaled(demand.RuntimeColumn[0], factor);
        var deadline = tally.Deadline;
        foreach (var at in due)
        {
            var start = Math.Max(free[next], at);
            free[next] = last = start + runtime;
            if (++next == places) next = 0;
            if (start > at) waits.Add(start - at);
            if (last - at > deadline) late++;
        }

        tally.Late += late;
        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Places(QueueDemand demand, int places, double factor, ReplayTally tally)
    {
        var (due, runtimes, waits, idle, last, late) = (demand.DueColumn, demand.RuntimeColumn, tally.Waits, new IdlePlaces(places), 0L, 0L);
        var deadline = tally.Deadline;
        for (var task = 0; task < due.Length && task < runtimes.Length; task++)
        {
            var (at, runtime) = (due[task], Scaled(runtimes[task], factor));
            var finish = idle.Take(at, runtime);
            if (finish > last) last = finish;
            if (finish - runtime > at) waits.Add(finish - runtime - at);
            if (finish - at > deadline) late++;
        }

        tally.Late += late;
        return last;
    }

    /// <summary>A runtime at another speed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Scaled(long runtime, double factor) => factor == 1 ? runtime : (long)Math.Round(runtime * factor);
}
