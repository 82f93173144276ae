namespace CostTool.Scheduler.Dispatching.Learning;

/// <summary>Seconds that a place of a worker needs for a task, measured while the dispatcher runs. A value: observing gives a new one.</summary>
/// <remarks>
/// Two sources, the better one first.
/// <list type="number">
/// <item>What workers told when they left: busy seconds of their places over tasks done, with the prior counted as <see cref="PriorTasks"/> tasks.</item>
/// <item>How fast a backlog fell. Between two readings that both found messages waiting, the places were busy, so
/// <c>task seconds = places × seconds / messages taken</c>. How many were taken is not told, only how far the backlog fell, and messages that arrived meanwhile hide some. So each such
/// figure is too high or right, never too low but for chance; of the last <see cref="Windows"/>, with the prior as one of them until there are as many, the lower quartile is used. A backlog that did not fall says nothing.</item>
/// </list>
/// </remarks>
public sealed record TaskTime
{
    /// <summary>Seconds that are assumed where nobody said and nothing was measured. A guess that is replaced within a minute of work.</summary>
    public const double Assumed = 10;

    /// <summary>Windows of a falling backlog that are remembered.</summary>
    public const int Windows = 8;

    /// <summary>Tasks that the prior counts for beside those that workers told of.</summary>
    public const double PriorTasks = 5;

    // A window is long enough when as many tasks ended in it: chance then moves the figure by about a fifth.
    private const double TasksInWindow = 20;
    private const double SecondsOfPlacesInWindow = 30;
    // Older results fade: half of what is told is about the last hundred tasks or so.
    private const double MostTasksKept = 200;

    /// <summary>What the configuration says; null where it says nothing.</summary>
    public double? Prior { get; init; }

    /// <summary>Busy seconds of places that workers told of.</summary>
    public double ToldSeconds { get; init; }

    /// <summary>Tasks that workers told of.</summary>
    public double ToldTasks { get; init; }

    /// <summary>Figures of the last windows, oldest first.</summary>
    public IReadOnlyList<double> Measured { get; init; } = [];

    /// <summary>Seconds of busy places in the window that is open.</summary>
    public double OpenSeconds { get; init; }

    /// <summary>How far the backlog fell in the window that is open; below zero where it grew.</summary>
    public double OpenTaken { get; init; }

    /// <summary>Seconds to reckon with, above zero.</summary>
    public double Seconds => ToldTasks > 0 ? ((ToldSeconds + (PriorTasks * Start)) / (ToldTasks + PriorTasks)) : Measured.Count > 0 ? LowerQuartile() : Start;

    /// <summary>Where <see cref="Seconds"/> come from, for people.</summary>
    public string Source => ToldTasks > 0 ? "told by workers that left"
        : Measured.Count > 0 ? "from how fast the backlog fell"
        : Prior is null ? "assumed, as `task_seconds` is not set"
        : "from `task_seconds`";

    private double Start => Prior ?? Assumed;

    /// <summary>With what a worker told when it left.</summary>
    /// <param name="tasks">Tasks that ended in it.</param>
    /// <param name="busySeconds">Seconds of its places without those in which nothing ran.</param>
    public TaskTime WithResult(long tasks, double busySeconds)
    {
        if (tasks <= 0 || !double.IsFinite(busySeconds) || busySeconds < 0) return this;
        var (allTasks, allSeconds) = (ToldTasks + tasks, ToldSeconds + busySeconds);
        var faded = Math.Min(1, MostTasksKept / allTasks);
        return this with { ToldTasks = allTasks * faded, ToldSeconds = allSeconds * faded };
    }

    /// <summary>With what lies between two readings of a pool's queues.</summary>
    /// <param name="before">Messages that waited at the first.</param>
    /// <param name="after">Messages that waited at the second.</param>
    /// <param name="placeSeconds">Places of workers that took messages, times the seconds between.</param>
    /// <remarks>Where either reading found nothing waiting, some place may have been idle, so the time between says nothing.</remarks>
    public TaskTime WithFall(long before, long after, double placeSeconds)
    {
        if (before <= 0 || after <= 0 || placeSeconds <= 0) return this;
        var (seconds, taken) = (OpenSeconds + placeSeconds, OpenTaken + (before - after));
        if (seconds < Math.Max(SecondsOfPlacesInWindow, TasksInWindow * Math.Min(Seconds, 60))) return this with { OpenSeconds = seconds, OpenTaken = taken };
        return this with
        {
            OpenSeconds = 0,
            OpenTaken = 0,
            Measured = taken > 0 ? [.. Measured.Skip(Math.Max(0, Measured.Count + 1 - Windows)), seconds / taken] : Measured,
        };
    }

    // What was said counts as one more window until enough were seen: the first window alone is mostly the workers' beginning.
    private double LowerQuartile()
    {
        var figures = (Measured.Count < Windows ? Measured.Append(Start) : Measured).Order().ToList();
        return figures[(figures.Count - 1) / 4];
    }
}
