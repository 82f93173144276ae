using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>The workers of a fleet, a column an array. A row is used again once its worker has stopped and no place of it is queued.</summary>
internal sealed class FleetWorkers
{
    private int[] recycled = new int[16];
    private int recycledCount;
    private int used;
    private int[] live = new int[16];
    private int[] liveAt = new int[16];

    public long[] PullStart = new long[16];

    /// <summary>Ready for its first task.</summary>
    public long[] Ready = new long[16];

    /// <summary>End of its last task so far; its ready time before the first.</summary>
    public long[] LastBusy = new long[16];

    /// <summary>From here on it takes no task: an interruption's notice, or a scale-in.</summary>
    public long[] Notice = new long[16];

    /// <summary>What still runs then is cut.</summary>
    public long[] Kill = new long[16];

    /// <summary>Number of its launch.</summary>
    public int[] Ordinal = new int[16];

    /// <summary>Its places that are in the heap.</summary>
    public int[] Places = new int[16];

    public bool[] IsSpot = new bool[16];

    public bool[] IsAlive = new bool[16];

    public bool[] ScaledIn = new bool[16];

    public int LiveCount { get; private set; }

    /// <summary>Live workers, in no order that means anything; a change ends the span.</summary>
    public ReadOnlySpan<int> Live => live.AsSpan(0, LiveCount);

    public int Add(long pull, long ready, long notice, long kill, bool isSpot, int ordinal, int places)
    {
        var worker = recycledCount > 0 ? recycled[--recycledCount] : used++;
        if (worker == PullStart.Length) Grow();
        (PullStart[worker], Ready[worker], LastBusy[worker], Notice[worker], Kill[worker]) = (pull, ready, ready, notice, kill);
        (Ordinal[worker], Places[worker], IsSpot[worker], IsAlive[worker], ScaledIn[worker]) = (ordinal, places, isSpot, true, false);
        liveAt[worker] = LiveCount;
        live[LiveCount++] = worker;
        return worker;
    }

    /// <summary>When it stops, given what it has done so far and how long it waits for more.</summary>
    public long StopTime(int worker, long idle)
    {
        var (busy, notice) = (LastBusy[worker], Notice[worker]);
        // With work at the notice it ends with that or at the kill; without, it leaves at once.
        return busy > notice && busy > Ready[worker] ? Math.Min(busy, Kill[worker]) : Math.Min(Math.Min(busy, Micros.Never) + idle, notice);
    }

    public void Stop(int worker)
    {
        IsAlive[worker] = false;
        // Its places are still queued: no time is before this notice.
        Notice[worker] = -Micros.Never;
        var last = live[--LiveCount];
        live[liveAt[worker]] = last;
        liveAt[last] = liveAt[worker];
    }

    /// <summary>One of its places left the heap.</summary>
    public void DropPlace(int worker)
    {
        if (--Places[worker] > 0) return;
        if (recycledCount == recycled.Length) Array.Resize(ref recycled, recycledCount * 2);
        recycled[recycledCount++] = worker;
    }

    private void Grow()
    {
        var size = PullStart.Length * 2;
        Array.Resize(ref PullStart, size);
        Array.Resize(ref Ready, size);
        Array.Resize(ref LastBusy, size);
        Array.Resize(ref Notice, size);
        Array.Resize(ref Kill, size);
        Array.Resize(ref Ordinal, size);
        Array.Resize(ref Places, size);
        Array.Resize(ref IsSpot, size);
        Array.Resize(ref IsAlive, size);
        Array.Resize(ref ScaledIn, size);
        Array.Resize(ref live, size);
        Array.Resize(ref liveAt, size);
    }
}
