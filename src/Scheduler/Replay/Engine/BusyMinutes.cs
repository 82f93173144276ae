using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Busy time by minute, as a metric sees it. Adding a span takes the same time however long it is.</summary>
internal sealed class BusyMinutes
{
    private const long Minute = 60 * Micros.PerSecond;
    private readonly long[] partial;
    private readonly int[] change;
    private int places;
    private int summed;

    /// <summary>For minutes up to a time; what is later is not kept.</summary>
    public BusyMinutes(long until)
    {
        var minutes = checked((int)(until / Minute) + 2);
        (partial, change) = (new long[minutes], new int[minutes + 1]);
    }

    /// <summary>A place is busy from one time to another; with <paramref name="sign"/> -1 it was not after all.</summary>
    public void Add(long from, long to, int sign = 1)
    {
        var end = (long)partial.Length * Minute;
        (from, to) = (Math.Min(from, end - 1), Math.Min(to, end - 1));
        var (first, last) = ((int)(from / Minute), (int)(to / Minute));
        if (first == last)
        {
            partial[first] += sign * (to - from);
            return;
        }

        partial[first] += sign * (((first + 1) * Minute) - from);
        partial[last] += sign * (to - (last * Minute));
        change[first + 1] += sign;
        change[last] -= sign;
    }

    /// <summary>Busy microseconds of all places in a minute; minutes must be asked for in order.</summary>
    public long Of(int minute)
    {
        while (summed <= minute) places += change[summed++];
        return partial[minute] + (places * Minute);
    }
}
