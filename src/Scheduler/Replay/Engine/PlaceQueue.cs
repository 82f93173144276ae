using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Free places by time and, among equal times, by the order in which their workers were launched. Each entry is one number, so that no two are equal.</summary>
/// <remarks>
/// 46 bits of microseconds are 814 days; 17 bits are 131,072 places at a time. A place's number is used again only when it is free, in the order of the numbers.
/// Most tasks end near the end of what is queued: entries stand sorted, and a new one moves up from the end. Where the way is long, because many are busy for very different times, they become a heap.
/// Both give out the same entries.
/// </remarks>
internal sealed class PlaceQueue
{
    private const int PlaceBits = 17;
    private const int Places = 1 << PlaceBits;

    // After so many insertions the mean way of the last ones is looked at; a heap of a thousand places costs about what a way of this length does.
    private const int Watched = 1024;
    private const int LongWay = 40;

    // Places from the end in which most tasks end: a multiple of four.
    private const int Window = 16;

    /// <summary>Times must be below this.</summary>
    public const long End = 1L << (63 - PlaceBits);

    private long[] keys = new long[128];
    private int[] workers = new int[64];
    private bool[] used = new bool[64];
    private int next;
    private int front;
    private int end;
    private int steps;
    private int watched;
    private bool isHeap;

    public int Count => end - front;

    public long Top => keys[front];

    /// <summary>The entries in no order that means anything; a change ends the span.</summary>
    public ReadOnlySpan<long> Keys => keys.AsSpan(front, Count);

    public static long TimeOf(long key) => key >> PlaceBits;

    public static int PlaceOf(long key) => (int)(key & (Places - 1));

    /// <summary>The workers by place; the array changes with a push.</summary>
    public int[] Workers => workers;

    /// <summary>Adds a place of a worker.</summary>
    /// <returns>Its number.</returns>
    public int Push(long time, int worker)
    {
        var number = NextNumber();
        (workers[number], used[number]) = (worker, true);
        if (isHeap)
        {
            if (end == keys.Length) Array.Resize(ref keys, keys.Length * 2);
            Rise(Key(time, number));
        }
        else
        {
            if (end == keys.Length) MakeRoom();
            Insert(Key(time, number));
        }

        return number;
    }

    /// <summary>Removes the top; its number may be used again.</summary>
    public void Pop()
    {
        used[PlaceOf(Top)] = false;
        if (isHeap)
        {
            var last = keys[--end];
            if (end > 0) Sink(last);
        }
        else
        {
            front++;
        }
    }

    /// <summary>The place on top is free again at a time that is not before its own.</summary>
    public void Move(long time)
    {
        var key = Key(time, PlaceOf(Top));
        if (isHeap)
        {
            Sink(key);
            return;
        }

        if (end == keys.Length) MakeRoom();
        front++;
        Insert(key);
        if (++watched == Watched) Watch();
    }

    private static long Key(long time, int place) => (time << PlaceBits) | (long)place;

    private void Insert(long key)
    {
        var (all, last) = (keys, end);
        end = last + 1;
        if (Vector256.IsHardwareAccelerated && last - front > Window && all[last - Window] <= key)
        {
            all[last] = long.MaxValue;
            InsertInWindow(ref all[last], key);
            steps += Window / 2;
            return;
        }

        var place = last;
        while (place > front)
        {
            var before = all[place - 1];
            if (before <= key) break;
            all[place--] = before;
        }

        all[place] = key;
        steps += last - place;
    }

    // With sorted a: after the insertion, place p holds max(a[p - 1], min(a[p], key)). Four at a time from the end on, without a question whose answer the processor could guess wrong.
    private static void InsertInWindow(ref long last, long key)
    {
        var keys = Vector256.Create(key);
        for (var from = 1 - Vector256<long>.Count; from > -Window; from -= Vector256<long>.Count)
        {
            var here = Vector256.LoadUnsafe(ref Unsafe.Add(ref last, from));
            var before = Vector256.LoadUnsafe(ref Unsafe.Add(ref last, from - 1));
            Vector256.Max(before, Vector256.Min(here, keys)).StoreUnsafe(ref Unsafe.Add(ref last, from));
        }
    }

    private void MakeRoom()
    {
        var count = Count;
        var target = count > keys.Length / 2 ? new long[keys.Length * 2] : keys;
        Array.Copy(keys, front, target, 0, count);
        (keys, front, end) = (target, 0, count);
    }

    private void Watch()
    {
        if (steps > LongWay * Watched)
        {
            // What is sorted is a heap.
            Array.Copy(keys, front, keys, 0, Count);
            (isHeap, front, end) = (true, 0, Count);
        }

        (steps, watched) = (0, 0);
    }

    private void Rise(long key)
    {
        var place = end++;
        while (place > 0)
        {
            var parent = (place - 1) >> 1;
            if (keys[parent] <= key) break;
            keys[place] = keys[parent];
            place = parent;
        }

        keys[place] = key;
    }

    private void Sink(long key)
    {
        var heap = keys.AsSpan(0, end);
        var place = 0;
        var child = 1;
        while (child < heap.Length)
        {
            // Which child is earlier is a coin toss: as a number it costs no wrong guess of the processor.
            if (child + 1 < heap.Length) child += heap[child + 1] < heap[child] ? 1 : 0;
            if (heap[child] >= key) break;
            heap[place] = heap[child];
            place = child;
            child = (2 * place) + 1;
        }

        heap[place] = key;
    }

    private int NextNumber()
    {
        if (Count >= Places)
            throw new ProblemException(new Problem($"more than {Places} task places at a time", "replay", "give the policy fewer workers, or a longer interval"));
        while (next < used.Length && used[next]) next++;
        if (next == used.Length && next < Places)
        {
            Array.Resize(ref used, used.Length * 2);
            Array.Resize(ref workers, used.Length);
        }

        for (next &= Places - 1; used[next]; next = (next + 1) & (Places - 1))
        {
        }

        return next++;
    }
}
