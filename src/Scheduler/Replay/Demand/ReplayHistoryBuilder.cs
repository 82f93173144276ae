namespace CostTool.Scheduler.Replay.Demand;

/// <summary>Collects rows in any order and makes a history of them.</summary>
/// <remarks>Rows are taken as they are: who reads a source repairs or leaves out first, by its stated rules, and passes the counts to <see cref="Build"/>.</remarks>
public sealed class ReplayHistoryBuilder
{
    private readonly NameTable tasks = new();
    private readonly NameTable queues = new();
    private readonly List<long> arrivals = [];
    private readonly List<long> runtimes = [];
    private readonly List<int> taskOf = [];
    private readonly List<int> queueOf = [];
    private readonly List<float> memory = [];
    private readonly List<byte> urgency = [];
    private readonly List<long> etas = [];
    private readonly List<int> retries = [];

    /// <summary>Rows so far.</summary>
    public int Count => arrivals.Count;

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It arrives before the start, its runtime or memory is negative, or one is not a number.</exception>
    public void Add(in ReplayTask row)
    {
        if (!(row.ArrivalSeconds >= 0)) throw new ArgumentOutOfRangeException(nameof(row), row.ArrivalSeconds, "an arrival is at or after the start of the history");
        if (!(row.RuntimeSeconds >= 0)) throw new ArgumentOutOfRangeException(nameof(row), row.RuntimeSeconds, "a runtime is zero or more");
        if (row.MemoryMib is { } mib && !(mib >= 0)) throw new ArgumentOutOfRangeException(nameof(row), mib, "memory is zero or more");
        arrivals.Add(Micros.FromSeconds(row.ArrivalSeconds));
        runtimes.Add(Micros.FromSeconds(row.RuntimeSeconds));
        taskOf.Add(tasks.IndexOf(row.Task));
        queueOf.Add(queues.IndexOf(row.Queue));
        memory.Add((float)(row.MemoryMib ?? double.NaN));
        urgency.Add(row.Urgency);
        etas.Add(row.EtaSeconds is { } eta ? Micros.FromSeconds(eta) : 0);
        retries.Add(row.Retries);
    }

    /// <summary>The history. Rows that arrive at the same microsecond stay in the order in which they were added.</summary>
    /// <param name="start">Instant that the seconds of the rows count from.</param>
    /// <param name="span">Length of the history; null for up to the last arrival.</param>
    /// <param name="quality">What was mended and left out before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span ends before the last arrival.</exception>
    public ReplayHistory Build(DateTimeOffset start, TimeSpan? span = null, HistoryQuality? quality = null)
    {
        var order = new int[arrivals.Count];
        for (var row = 0; row < order.Length; row++) order[row] = row;
        var sorted = arrivals.ToArray();
        Array.Sort([.. sorted.Zip(order)], order, Comparer<(long, int)>.Default);
        Array.Sort(sorted);
        var last = sorted.Length == 0 ? 0 : sorted[^1];
        var horizon = span is { } length ? length.Ticks / TimeSpan.TicksPerMicrosecond : last;
        if (horizon < last) throw new ArgumentOutOfRangeException(nameof(span), span, "the span of a history reaches to its last arrival");
        return new ReplayHistory(start, horizon, [.. tasks.All], [.. queues.All], new HistoryColumns(sorted, Pick(runtimes), Pick(taskOf), Pick(queueOf))
        {
            Memory = memory.TrueForAll(float.IsNaN) ? null : Pick(memory),
            Urgency = urgency.TrueForAll(level => level == urgency[0]) ? null : Pick(urgency),
            Etas = etas.TrueForAll(eta => eta == 0) ? null : Pick(etas),
            Retries = retries.TrueForAll(count => count == 0) ? null : Pick(retries),
        }, quality ?? HistoryQuality.AsGiven);

        T[] Pick<T>(List<T> column) => Array.ConvertAll(order, row => column[row]);
    }
}
