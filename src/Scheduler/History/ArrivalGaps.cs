namespace CostTool.Scheduler.History;

/// <summary>Times between arrivals that come nearly in order: a small heap puts neighbours right, and what is later still is counted and left out.</summary>
internal sealed class ArrivalGaps
{
    // Events of several workers are out of order by less than a second; this many arrivals of one task are held to sort them.
    private const int Held = 256;

    private readonly PriorityQueue<long, long> waiting = new();
    private long? last;

    public DurationSketch Gaps { get; } = new();

    public long TooLate { get; private set; }

    public void Add(DateTimeOffset arrived)
    {
        waiting.Enqueue(arrived.UtcTicks, arrived.UtcTicks);
        if (waiting.Count > Held) Take();
    }

    public void Flush()
    {
        while (waiting.Count > 0) Take();
    }

    private void Take()
    {
        var next = waiting.Dequeue();
        if (last is { } before)
        {
            if (next < before)
            {
                TooLate++;
                return;
            }

            Gaps.Add((next - before) / (double)TimeSpan.TicksPerSecond);
        }

        last = next;
    }
}
