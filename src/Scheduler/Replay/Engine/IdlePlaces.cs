namespace CostTool.Scheduler.Replay.Engine;

/// <summary>The places of a fixed service. While some are idle, a task takes one without asking which ended first; only a full house needs the earliest end.</summary>
/// <remarks>
/// Loose: idle places stand in front, the others in no order; when no idle one is left, one pass finds those that have ended since. Where a pass finds few, the places become a heap, and they
/// become loose again after as many tasks without a wait as there are places. A task costs a few steps at a light load and the logarithm of the places at a heavy one.
/// </remarks>
internal sealed class IdlePlaces(int places)
{
    // A pass costs a step a place; below this part of them found it is dearer than a heap.
    private const int FewFound = 8;

    private readonly long[] times = new long[places];
    private readonly FreeTimes heap = new(places);
    private int idle = places;
    private int unhurried;
    private bool isHeap;

    /// <summary>Starts a task that is due, at once or when the first place is free; times must not go back.</summary>
    /// <returns>When it ends.</returns>
    public long Take(long due, long runtime)
    {
        if (idle > 0)
        {
            var finish = due + runtime;
            times[--idle] = finish;
            return finish;
        }

        return isHeap ? FromHeap(due, runtime) : AfterPass(due, runtime);
    }

    private long AfterPass(long due, long runtime)
    {
        var all = times;
        var ended = 0;
        for (var place = 0; place < all.Length; place++)
        {
            var time = all[place];
            all[place] = all[ended];
            all[ended] = time;
            ended += time <= due ? 1 : 0;
        }

        idle = ended;
        if (ended * FewFound < all.Length)
        {
            (isHeap, idle, unhurried) = (true, 0, 0);
            heap.Fill(all);
        }

        return Take(due, runtime);
    }

    private long FromHeap(long due, long runtime)
    {
        var free = heap.Earliest;
        var start = free > due ? free : due;
        var finish = start + runtime;
        heap.Take(finish);
        unhurried = start == due ? unhurried + 1 : 0;
        if (unhurried > times.Length)
        {
            isHeap = false;
            heap.CopyTo(times);
        }

        return finish;
    }
}
