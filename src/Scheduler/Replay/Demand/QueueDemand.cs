using CostTool.Scheduler.Replay.Engine;

namespace CostTool.Scheduler.Replay.Demand;

/// <summary>What one queue is asked for, in the order in which tasks become due. Immutable; views of the same rows share their arrays.</summary>
public sealed class QueueDemand
{
    private const double MicrosPerHour = 3600.0 * Micros.PerSecond;

    internal QueueDemand(
        string name, long horizon, IReadOnlyList<string> taskNames, long[] due, long[] runtimes, int[] tasks, float[]? memory, byte[]? urgency, HistoryQuality quality)
    {
        (Name, HorizonMicros, TaskNames, Quality) = (name, horizon, taskNames, quality);
        (DueColumn, RuntimeColumn, TaskColumn, Memory, Urgency) = (due, runtimes, tasks, memory, urgency);
        var work = 0L;
        var longest = 0L;
        var same = true;
        foreach (var runtime in runtimes)
        {
            work += runtime;
            longest = Math.Max(longest, runtime);
            same &= runtime == runtimes[0];
        }

        (WorkMicros, LongestMicros, IsUniform) = (work, longest, same);
    }

    /// <summary>Name of the queue.</summary>
    public string Name { get; }

    /// <summary>Length of the history in microseconds.</summary>
    public long HorizonMicros { get; }

    /// <summary>Names that <see cref="Tasks"/> counts in.</summary>
    public IReadOnlyList<string> TaskNames { get; }

    /// <summary>What was mended and left out.</summary>
    public HistoryQuality Quality { get; }

    /// <summary>Tasks.</summary>
    public int Count => DueColumn.Length;

    /// <summary>When each may start: its arrival, or its eta where that is later. Microseconds, ascending.</summary>
    public ReadOnlySpan<long> Due => DueColumn;

    /// <summary>How long each runs on today's workers, in microseconds.</summary>
    public ReadOnlySpan<long> Runtimes => RuntimeColumn;

    /// <summary>Index of the name of each.</summary>
    public ReadOnlySpan<int> Tasks => TaskColumn;

    /// <summary>Sum of the runtimes in microseconds.</summary>
    public long WorkMicros { get; }

    /// <summary>The longest runtime in microseconds.</summary>
    public long LongestMicros { get; }

    /// <summary>Tasks that become due in an hour, over the whole history; zero for an empty one.</summary>
    public double TasksPerHour => HorizonMicros == 0 ? 0 : Count * MicrosPerHour / HorizonMicros;

    /// <summary>Mean runtime in seconds; zero for an empty queue.</summary>
    public double MeanRuntimeSeconds => Count == 0 ? 0 : Micros.ToSeconds(WorkMicros) / Count;

    /// <summary>The largest known peak memory of a task in MiB; null where none is known.</summary>
    public double? LargestMemoryMib => Memory is null || !Memory.Any(mib => !float.IsNaN(mib)) ? null : Memory.Where(mib => !float.IsNaN(mib)).Max();

    internal long[] DueColumn { get; }

    internal long[] RuntimeColumn { get; }

    internal int[] TaskColumn { get; }

    internal float[]? Memory { get; }

    internal byte[]? Urgency { get; }

    internal bool IsUniform { get; }

    /// <summary>The tasks of some names only.</summary>
    public QueueDemand Of(string name, IReadOnlySet<string> taskNames)
    {
        var wanted = TaskNames.Select(taskNames.Contains).ToArray();
        return Where(name, row => wanted[TaskColumn[row]]);
    }

    /// <summary>A share of the tasks: each stays or goes by its own draw, so that a larger share holds all of a smaller one.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    public QueueDemand Thin(double share, ulong seed)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        var key = SplitRandom.Key(seed, 0);
        return Where(Name, row => SplitRandom.Uniform(key, (ulong)row) < share);
    }

    /// <summary>The same tasks in less time: all times are divided by the factor, runtimes stay.</summary>
    /// <param name="factor">1 or more.</param>
    public QueueDemand Compress(double factor)
    {
        if (!(factor >= 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "a history is compressed by 1 or more");
        return new(Name, (long)(HorizonMicros / factor), TaskNames, Array.ConvertAll(DueColumn, due => (long)(due / factor)), RuntimeColumn, TaskColumn, Memory, Urgency, Quality);
    }

    /// <summary>The tasks of two queues of one history in one.</summary>
    /// <exception cref="ArgumentException">They are not of one history.</exception>
    public static QueueDemand Merge(string name, QueueDemand one, QueueDemand other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.TaskNames != other.TaskNames || one.HorizonMicros != other.HorizonMicros) throw new ArgumentException("queues of one history can be merged", nameof(other));
        var rows = Enumerable.Range(0, one.Count).Select(row => (Due: one.DueColumn[row], Side: 0, Row: row))
            .Concat(Enumerable.Range(0, other.Count).Select(row => (Due: other.DueColumn[row], Side: 1, Row: row))).ToArray();
        Array.Sort(rows);
        QueueDemand Of(int side) => side == 0 ? one : other;
        return new(
            name, one.HorizonMicros, one.TaskNames, Array.ConvertAll(rows, row => row.Due), Array.ConvertAll(rows, row => Of(row.Side).RuntimeColumn[row.Row]),
            Array.ConvertAll(rows, row => Of(row.Side).TaskColumn[row.Row]),
            one.Memory is null && other.Memory is null ? null : Array.ConvertAll(rows, row => Of(row.Side).Memory?[row.Row] ?? float.NaN),
            one.Urgency is null && other.Urgency is null ? null : Array.ConvertAll(rows, row => Of(row.Side).Urgency?[row.Row] ?? 0), one.Quality);
    }

    private QueueDemand Where(string name, Func<int, bool> keep)
    {
        var rows = Enumerable.Range(0, Count).Where(keep).ToArray();
        return new(
            name, HorizonMicros, TaskNames, Array.ConvertAll(rows, row => DueColumn[row]), Array.ConvertAll(rows, row => RuntimeColumn[row]), Array.ConvertAll(rows, row => TaskColumn[row]),
            Memory is null ? null : Array.ConvertAll(rows, row => Memory[row]), Urgency is null ? null : Array.ConvertAll(rows, row => Urgency[row]), Quality);
    }
}
