namespace CostTool.Scheduler.Replay.Demand;

/// <summary>What was asked of the workers: one row an attempt, by arrival, a column an array. Immutable.</summary>
/// <remarks>Sixteen bytes a row for the times and eight for the names of task and queue; the other columns exist only where a row differs from the default.</remarks>
public sealed class ReplayHistory
{
    private readonly long[] arrivals;
    private readonly long[] runtimes;
    private readonly int[] tasks;
    private readonly int[] queues;
    private readonly float[]? memory;
    private readonly byte[]? urgency;
    private readonly long[]? etas;
    private readonly int[]? retries;

    internal ReplayHistory(DateTimeOffset start, long horizon, string[] taskNames, string[] queueNames, HistoryColumns columns, HistoryQuality quality)
    {
        (Start, HorizonMicros, TaskNames, QueueNames, Quality) = (start, horizon, taskNames, queueNames, quality);
        (arrivals, runtimes, tasks, queues) = (columns.Arrivals, columns.Runtimes, columns.Tasks, columns.Queues);
        (memory, urgency, etas, retries) = (columns.Memory, columns.Urgency, columns.Etas, columns.Retries);
    }

    /// <summary>Instant that all times count from.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Length of the history in microseconds: what a service is billed for.</summary>
    public long HorizonMicros { get; }

    /// <summary>Names of the tasks; a row has the index of its own.</summary>
    public IReadOnlyList<string> TaskNames { get; }

    /// <summary>Names of the queues.</summary>
    public IReadOnlyList<string> QueueNames { get; }

    /// <summary>What was mended and left out.</summary>
    public HistoryQuality Quality { get; }

    /// <summary>Rows.</summary>
    public int Count => arrivals.Length;

    /// <summary>Arrivals in microseconds, ascending.</summary>
    public ReadOnlySpan<long> Arrivals => arrivals;

    /// <summary>Runtimes in microseconds.</summary>
    public ReadOnlySpan<long> Runtimes => runtimes;

    /// <summary>Index of the task of each row.</summary>
    public ReadOnlySpan<int> Tasks => tasks;

    /// <summary>Index of the queue of each row.</summary>
    public ReadOnlySpan<int> Queues => queues;

    /// <summary>Peak memory in MiB, NaN where unknown; empty where no row has one.</summary>
    public ReadOnlySpan<float> MemoryMib => memory;

    /// <summary>Urgency of each row, 0 first; empty where all are alike.</summary>
    public ReadOnlySpan<byte> Urgency => urgency;

    /// <summary>Earliest start in microseconds; empty where no row has one.</summary>
    public ReadOnlySpan<long> Etas => etas;

    /// <summary>Attempts before each row's own; empty where none is a retry.</summary>
    public ReadOnlySpan<int> Retries => retries;

    /// <summary>A history of columns that are in order already, as a large one comes. The arrays belong to the history from then on.</summary>
    /// <param name="start">Instant that the times count from.</param>
    /// <param name="span">Length.</param>
    /// <param name="taskNames">Names of the tasks.</param>
    /// <param name="queueNames">Names of the queues.</param>
    /// <param name="arrivals">Microseconds, ascending.</param>
    /// <param name="runtimes">Microseconds.</param>
    /// <param name="tasks">Index of the task of each row.</param>
    /// <param name="queues">Index of the queue of each row.</param>
    /// <param name="quality">What was mended and left out before.</param>
    /// <exception cref="ArgumentException">The columns differ in length, an arrival is out of order or outside the span, a runtime is negative, or an index names nothing.</exception>
    public static ReplayHistory OfColumns(
        DateTimeOffset start, TimeSpan span, IReadOnlyList<string> taskNames, IReadOnlyList<string> queueNames, long[] arrivals, long[] runtimes, int[] tasks, int[] queues, HistoryQuality? quality = null)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(runtimes);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(queues);
        if (runtimes.Length != arrivals.Length || tasks.Length != arrivals.Length || queues.Length != arrivals.Length) throw new ArgumentException("columns of a history are of one length", nameof(arrivals));
        var horizon = span.Ticks / TimeSpan.TicksPerMicrosecond;
        var before = 0L;
        for (var row = 0; row < arrivals.Length; row++)
        {
            if (arrivals[row] < before || arrivals[row] > horizon) throw new ArgumentException($"arrival {row} is out of order or outside the history", nameof(arrivals));
            if (runtimes[row] < 0) throw new ArgumentException($"runtime {row} is negative", nameof(runtimes));
            if ((uint)tasks[row] >= taskNames.Count || (uint)queues[row] >= queueNames.Count) throw new ArgumentException($"row {row} names no task or no queue", nameof(tasks));
            before = arrivals[row];
        }

        return new ReplayHistory(start, horizon, [.. taskNames], [.. queueNames], new HistoryColumns(arrivals, runtimes, tasks, queues), quality ?? HistoryQuality.AsGiven);
    }

    /// <summary>What one queue was asked for.</summary>
    /// <exception cref="ArgumentException">No row names the queue.</exception>
    public QueueDemand Queue(string name)
    {
        for (var index = 0; index < QueueNames.Count; index++)
            if (QueueNames[index] == name) return Demand(name, index);
        throw new ArgumentException($"the history has no queue `{name}`: it has {string.Join(", ", QueueNames)}", nameof(name));
    }

    /// <summary>What all queues together were asked for, as if they were one.</summary>
    public QueueDemand Whole(string name) => Demand(name, null);

    private QueueDemand Demand(string name, int? queue)
    {
        if (etas is null && (queue is null || QueueNames.Count == 1))
            return new QueueDemand(name, HorizonMicros, TaskNames, arrivals, runtimes, tasks, memory, urgency, Quality);
        var rows = new List<int>();
        for (var row = 0; row < arrivals.Length; row++)
            if (queue is null || queues[row] == queue) rows.Add(row);
        var picked = rows.ToArray();
        var due = Array.ConvertAll(picked, row => etas is null ? arrivals[row] : Math.Max(arrivals[row], etas[row]));
        // Stable: rows due at the same instant stay in order of arrival, which is the order of the indices.
        if (etas is not null) Array.Sort([.. due.Zip(picked)], picked, Comparer<(long Due, int Row)>.Default);
        if (etas is not null) due = Array.ConvertAll(picked, row => Math.Max(arrivals[row], etas[row]));
        return new QueueDemand(
            name, HorizonMicros, TaskNames, due, Array.ConvertAll(picked, row => runtimes[row]), Array.ConvertAll(picked, row => tasks[row]),
            memory is null ? null : Array.ConvertAll(picked, row => memory[row]), urgency is null ? null : Array.ConvertAll(picked, row => urgency[row]), Quality);
    }
}
