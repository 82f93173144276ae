using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>When each of a number of places is free again: times alone, as which place it is changes no wait. Few are kept sorted, many are a heap.</summary>
internal sealed class FreeTimes
{
    // Up to here moving all of them is faster than the steps of a heap.
    private const int Few = 48;

    private readonly SortedFew? few;
    private readonly long[] heap;

    /// <param name="places">How many; all are free at time 0.</param>
    public FreeTimes(int places)
    {
        if (Vector256.IsHardwareAccelerated && places <= Few) few = new SortedFew(places);
        few?.Fill(new long[places]);
        heap = few is null ? new long[places] : [];
    }

    public long Earliest => few is null ? heap[0] : few.First;

    /// <summary>Takes other times in place of all.</summary>
    public void Fill(ReadOnlySpan<long> others)
    {
        if (few is not null)
        {
            few.Fill(others);
            return;
        }

        others.CopyTo(heap);
        // A sorted array is a heap.
        Array.Sort(heap);
    }

    public void CopyTo(Span<long> others) => (few is null ? heap : few.Numbers).CopyTo(others);

    /// <summary>Gives the earliest free place a task until a later time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(long until)
    {
        if (few is not null) few.Replace(until);
        else Sink(until);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sink(long until)
    {
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
