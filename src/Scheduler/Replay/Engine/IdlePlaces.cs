using System.Runtime.CompilerServices;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>The places of a fixed service. While some are idle, a task takes one without asking which ended first; only a full house needs the earliest end.</summary>
/// <remarks>
/// Loose: idle places stand in front, busy ones behind in no order; when no idle one is left, one pass finds those that have ended since. Where a pass finds few, the places are put in order, and they
/// become loose again after many tasks without a wait. A task costs a few steps at a light load and the logarithm of the places at a heavy one.
/// </remarks>
internal sealed class IdlePlaces(int places)
{
    // A pass costs a step a place; where it finds a smaller part of them, order is cheaper.
    private const int FewFound = 32;

    // Tasks without a wait, for each place: putting places in order is dear, and a load that filled the house once is likely to do so again.
    private const int Quiet = 16;

    private readonly long[] times = new long[places];
    private readonly FreeTimes ordered = new(places);
    private int idle = places;
    private int unhurried;
    private bool isOrdered;

    /// <summary>Starts a task that is due, at once or when the first place is free; times must not go back.</summary>
    /// <returns>When it ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Take(long due, long runtime)
    {
        if (idle > 0)
        {
            var finish = due + runtime;
            times[--idle] = finish;
            return finish;
        }

        return isOrdered ? InOrder(due, runtime) : AfterPass(due, runtime);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long AfterPass(long due, long runtime)
    {
        var all = times;
        var busy = all.Length;
        for (var place = all.Length - 1; place >= 0; place--)
        {
            var time = all[place];
            all[busy - 1] = time;
            busy -= time > due ? 1 : 0;
        }

        idle = busy;
        if (idle * FewFound < all.Length)
        {
            // Since when they are idle makes no difference any more.
            all.AsSpan(0, idle).Fill(due);
            ordered.Fill(all);
            (isOrdered, idle, unhurried) = (true, 0, 0);
        }

        return Take(due, runtime);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long InOrder(long due, long runtime)
    {
        var free = ordered.Earliest;
        var start = free > due ? free : due;
        var finish = start + runtime;
        ordered.Take(finish);
        unhurried = start == due ? unhurried + 1 : 0;
        if (unhurried > Quiet * times.Length)
        {
            isOrdered = false;
            ordered.CopyTo(times);
        }

        return finish;
    }
}
