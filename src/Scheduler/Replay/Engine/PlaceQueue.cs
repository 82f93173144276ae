using System.Runtime.CompilerServices;
using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Free places by time and, among equal times, by the order in which their workers were launched. Each entry is one number, so that no two are equal.</summary>
/// <remarks>
/// 46 bits of microseconds are 814 days; 17 bits are 131,072 places at a time. A place's number is used again only when it is free, in the order of the numbers.
/// Most tasks end near the end of what is queued: entries stand sorted, the latest of them apart, and a new one that is earlier than those moves up. Where the way is long, because many are busy for very different times, they become a heap.
/// Both give out the same entries.
/// </remarks>
internal sealed class PlaceQueue
{
    private const int PlaceBits = 17;
    private const int Places = 1 << PlaceBits;

    // After so many insertions the mean way of the last ones is looked at; a heap of a thousand places costs about what a way of this length does.
    private const int Watched = 1024;
    private const int LongWay = 40;

    // About as many as there are tasks that run at a time and end in another order than they start in.
    private const int Latest = 32;

    /// <summary>Times must be below this.</summary>
    public const long End = 1L << (63 - PlaceBits);

    private readonly SortedFew latest = new(Latest);
    private long[] keys = new long[128];
    private int[] workers = new int[64];
    private bool[] used = new bool[64];
    private int next;
    private int front;
    private int end;
    private int steps;
    private int watched;
    private bool isHeap;

    public int Count => end - front + latest.Count;

    // Only where the latest are all of them is there nothing before them.
    public long Top
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => front < end ? keys[front] : latest.First;
    }

    /// <summary>The entries, in no order that means anything.</summary>
    public long[] Keys => [.. keys.AsSpan(front, end - front), .. latest.Numbers];

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
        var key = Key(time, number);
        if (isHeap)
        {
            if (end == keys.Length) Array.Resize(ref keys, keys.Length * 2);
            Rise(key);
        }
        else if (latest.Count < Latest)
        {
            latest.Add(key);
        }
        else
        {
            Insert(key);
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
        else if (front < end)
        {
            front++;
        }
        else
        {
            latest.RemoveFirst();
        }
    }

    /// <summary>The place on top is free again at a time that is not before its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(long time)
    {
        var key = Key(time, PlaceOf(Top));
        if (front == end)
        {
            latest.Replace(key);
        }
        else if (isHeap)
        {
            Sink(key);
        }
        else
        {
            front++;
            Insert(key);
            if (++watched == Watched) Watch();
        }
    }

    private static long Key(long time, int place) => (time << PlaceBits) | (long)place;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(long key)
    {
        if (end == keys.Length) MakeRoom();
        var (all, last) = (keys, end);
        end = last + 1;
        if (key >= latest.First)
        {
            all[last] = latest.Replace(key);
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

    private void MakeRoom()
    {
        var count = end - front;
        var target = count > keys.Length / 2 ? new long[keys.Length * 2] : keys;
        Array.Copy(keys, front, target, 0, count);
        (keys, front, end) = (target, 0, count);
    }

    private void Watch()
    {
        if (steps > LongWay * Watched)
        {
            // What is sorted is a heap.
            keys = Keys;
            latest.Fill([]);
            (isHeap, front, end) = (true, 0, keys.Length);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
