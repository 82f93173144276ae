using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Tasks that are due or will be, in the order in which a queue gives them out: what was handed back, then by urgency, then by time.</summary>
internal sealed class WaitingTasks(QueueDemand demand)
{
    private const int None = -1;

    private readonly long[] due = demand.DueColumn;
    private readonly byte[]? urgency = demand.Urgency;
    private readonly int[] next = demand.Urgency is null ? [] : new int[demand.Count];
    private readonly int[] first = Enumerable.Repeat(None, demand.Urgency is null ? 0 : demand.Urgency.Max() + 1).ToArray();
    private readonly int[] last = new int[demand.Urgency is null ? 0 : demand.Urgency.Max() + 1];
    private readonly TimeHeap returned = new();
    // Only tasks that came back are in it.
    private readonly Dictionary<int, int> deliveries = [];
    private int listed;
    private int arrived;
    private int returns;
    private long taken;

    /// <summary>Nothing waits and nothing will come.</summary>
    public bool AreDone => Head == due.Length && listed == 0 && returned.Count == 0;

    /// <summary>The next task is the next in time: nothing was handed back, and all are equally urgent.</summary>
    public bool IsPlain => urgency is null && returned.Count == 0;

    /// <summary>The first task that was not given out or listed; who moves it on has given out what is before it.</summary>
    public int Head { get; set; }

    /// <summary>Tasks that were not given out, whether due or not.</summary>
    public int Left => due.Length - Head + listed + returned.Count;

    /// <summary>The earliest time at which one can be given out, not before the last one was; never when there is none.</summary>
    public long Ready
    {
        get
        {
            var ready = listed > 0 ? taken : Head < due.Length ? due[Head] : Micros.Never;
            return returned.Count > 0 ? Math.Min(ready, returned.Top.Time) : ready;
        }
    }

    /// <summary>Takes the next task at a time that is not before <see cref="Ready"/>.</summary>
    /// <returns>The task, and how often it was delivered before.</returns>
    public (int Task, int Deliveries) Take(long now)
    {
        taken = now;
        if (returned.Count > 0 && returned.Top.Time <= now)
        {
            var item = returned.Top;
            returned.Pop();
            return (item.Item, deliveries[item.Item]);
        }

        if (urgency is null) return (Head++, 0);
        for (; Head < due.Length && due[Head] <= now; Head++) List(Head);
        for (var level = 0; ; level++)
        {
            var task = first[level];
            if (task == None) continue;
            first[level] = next[task];
            listed--;
            return (task, 0);
        }
    }

    /// <summary>A task comes back.</summary>
    /// <param name="task">The task.</param>
    /// <param name="at">When it can be given out again.</param>
    /// <param name="deliveriesSoFar">How often it was delivered.</param>
    public void Return(int task, long at, int deliveriesSoFar)
    {
        deliveries[task] = deliveriesSoFar;
        returned.Push(new(at, returns++, task));
    }

    /// <summary>How many wait at a time; times must not go back.</summary>
    public int Backlog(long now)
    {
        var waiting = listed + Math.Max(0, Arrived(now) - Head);
        if (returned.Count == 0) return waiting;
        foreach (var item in returned.Items)
            if (item.Time <= now) waiting++;
        return waiting;
    }

    /// <summary>How many have become due up to a time; times must not go back.</summary>
    public int Arrived(long now)
    {
        if (arrived < Head) arrived = Head;
        while (arrived < due.Length && due[arrived] <= now) arrived++;
        return arrived;
    }

    private void List(int task)
    {
        var level = urgency![task];
        next[task] = None;
        if (first[level] == None) first[level] = task;
        else next[last[level]] = task;
        last[level] = task;
        listed++;
    }
}
