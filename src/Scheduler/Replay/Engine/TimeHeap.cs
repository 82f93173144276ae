namespace CostTool.Scheduler.Replay.Engine;

/// <summary>An event or a free place: first by time, then by order, so that equal times have one order on every machine.</summary>
/// <param name="Time">Microseconds.</param>
/// <param name="Order">Among equal times, the smaller goes first.</param>
/// <param name="Item">What it is about.</param>
internal readonly record struct Timed(long Time, int Order, int Item);

/// <summary>A heap with the earliest on top. Grows by doubling and allocates nothing else.</summary>
internal sealed class TimeHeap(int capacity = 16)
{
    private Timed[] items = new Timed[Math.Max(1, capacity)];

    public int Count { get; private set; }

    public Timed Top => items[0];

    /// <summary>The items in no order, to be looked over; a change ends it.</summary>
    public ReadOnlySpan<Timed> Items => items.AsSpan(0, Count);

    public void Push(Timed item)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        var place = Count++;
        while (place > 0)
        {
            var parent = (place - 1) >> 1;
            if (!Before(item, items[parent])) break;
            items[place] = items[parent];
            place = parent;
        }

        items[place] = item;
    }

    public void Pop()
    {
        var last = items[--Count];
        if (Count > 0) ReplaceTop(last);
    }

    public void ReplaceTop(Timed item)
    {
        var heap = items.AsSpan(0, Count);
        var place = 0;
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= heap.Length) break;
            if (child + 1 < heap.Length && Before(heap[child + 1], heap[child])) child++;
            if (!Before(heap[child], item)) break;
            heap[place] = heap[child];
            place = child;
        }

        heap[place] = item;
    }

    private static bool Before(in Timed one, in Timed other) => one.Time < other.Time || (one.Time == other.Time && one.Order < other.Order);
}
