using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>When each of a number of places is free again: times alone, as which place it is changes no wait. Few are kept sorted, many are a heap.</summary>
internal sealed class FreeTimes
{
    // Up to here moving all of them is faster than the steps of a heap.
    private const int Few = 48;

    private readonly int places;
    private readonly bool isSorted;

    // Sorted ones are followed by times that never come, so that they can be taken four at a time.
    private readonly long[] times;

    public FreeTimes(int places)
    {
        (this.places, isSorted) = (places, Vector256.IsHardwareAccelerated && places <= Few);
        times = new long[isSorted ? places + (2 * Vector256<long>.Count) : places];
        times.AsSpan(places).Fill(long.MaxValue);
    }

    public long Earliest => times[0];

    /// <summary>Takes other times in place of all.</summary>
    public void Fill(ReadOnlySpan<long> others)
    {
        others.CopyTo(times);
        // A sorted array is a heap.
        Array.Sort(times, 0, places);
    }

    public void CopyTo(Span<long> others) => times.AsSpan(0, places).CopyTo(others);

    /// <summary>Gives the earliest free place a task until a later time.</summary>
    public void Take(long until)
    {
        if (isSorted) Replace(until);
        else Sink(until);
    }

    // With sorted a: without the first and with the new one, place p holds max(a[p], min(a[p + 1], new)).
    private void Replace(long until)
    {
        ref var first = ref times[0];
        var key = Vector256.Create(until);
        for (var from = 0; from < places; from += Vector256<long>.Count)
        {
            var here = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, from));
            var after = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, from + 1));
            Vector256.Max(here, Vector256.Min(after, key)).StoreUnsafe(ref Unsafe.Add(ref first, from));
        }
    }

    private void Sink(long until)
    {
        var heap = times;
        var place = 0;
        var child = 1;
        while (child + 1 < heap.Length)
        {
            // Which child is earlier is a coin toss: as a number it costs no wrong guess of the processor.
            child += heap[child + 1] < heap[child] ? 1 : 0;
            var time = heap[child];
            if (time >= until) break;
            heap[place] = time;
            place = child;
            child = (2 * place) + 1;
        }

        if (child + 1 == heap.Length && heap[child] < until)
        {
            heap[place] = heap[child];
            place = child;
        }

        heap[place] = until;
    }
}
