using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>An attempt that a place has taken last.</summary>
/// <param name="Task">The task.</param>
/// <param name="Start">When it started, in microseconds.</param>
/// <param name="Deliveries">How often the task was delivered before.</param>
internal readonly record struct TakenTask(int Task, long Start, int Deliveries);

/// <summary>What each place has taken and how busy all were by the minute: what target tracking looks at, and what a scale-in may cut.</summary>
/// <param name="until">What is later is not counted.</param>
internal sealed class BusyPlaces(long until)
{
    private const long Minute = 60 * Micros.PerSecond;

    private readonly BusyMinutes minutes = new(until);
    private TakenTask[] taken = [];

    /// <summary>Makes room for a place.</summary>
    public void Room(int place)
    {
        if (place >= taken.Length) Array.Resize(ref taken, (place + 16) * 2);
    }

    /// <summary>A place has taken a task, and ends it.</summary>
    public void Take(int place, TakenTask task, long finish)
    {
        taken[place] = task;
        minutes.Add(task.Start, finish);
    }

    /// <summary>What a place has taken ends earlier than was thought.</summary>
    /// <returns>What it has taken.</returns>
    public TakenTask Cut(int place, long at, long end)
    {
        minutes.Add(at, end, -1);
        return taken[place];
    }

    /// <summary>Busy share of so many places in the minute before a time; times must not go back.</summary>
    public double ShareBefore(long now, int places) => Math.Min(1, minutes.Of((int)(now / Minute) - 1) / (double)(Minute * places));
}
