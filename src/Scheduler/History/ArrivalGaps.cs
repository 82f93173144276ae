namespace CostTool.Scheduler.History;

/// <summary>Times between arrivals that come nearly in order: a sorted window puts neighbours right, and what is later still is counted and left out.</summary>
internal sealed class ArrivalGaps
{
    // Events of several workers are out of order by less than a second; this many arrivals of one task are held to sort them.
    private const int Held = 256;

    // Ticks in order, from `start` to `end`; twice as long as what is held, so that it moves to the front seldom.
    private readonly long[] window = new long[2 * Held];
    private int start;
    private int end;
    private long? last;

    public DurationSketch Gaps { get; } = new();

    public long TooLate { get; private set; }

    public void Add(DateTimeOffset arrived)
    {
        if (end == window.Length)
        {
            window.AsSpan(start, end - start).CopyTo(window);
            (start, end) = (0, end - start);
        }

        // Nearly in order: the place of a new arrival is at the end or close to it.
        var place = end++;
        for (; place > start && window[place - 1] > arrived.UtcTicks; place--) window[place] = window[place - 1];
        window[place] = arrived.UtcTicks;
        if (end - start > Held) Take();
    }

    public void Flush()
    {
        while (end > start) Take();
    }

    private void Take()
    {
        var next = window[start++];
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
