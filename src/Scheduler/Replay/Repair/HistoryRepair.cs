using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Repair;

/// <summary>A history that can be replayed, and how long its tasks waited in truth.</summary>
/// <param name="History">The attempts, with what was mended and left out.</param>
/// <param name="Waits">Seconds from sending to start, by queue; without tasks that were to start later, retries, and what the source does not tell.</param>
public sealed record RepairedHistory(ReplayHistory History, IReadOnlyDictionary<string, DurationSketch> Waits);

/// <summary>Makes a history of what a source tells, by the rules of <see cref="RepairRules"/>. Thirty million attempts took 1.75 GiB at the peak (<c>benchmarks/replay-validation</c>, <c>--repair</c>).</summary>
/// <param name="terms">What the app says.</param>
public sealed class HistoryRepair(RepairTerms terms)
{
    // The highest bit of a worker's number says that the arrival was read from the worker's clock.
    private const int ByWorkersClock = 1 << 30;
    private const int NoWorker = ByWorkersClock - 1;
    private const double LongestSeconds = 1e9;

    private readonly NameTable tasks = new();
    private readonly NameTable queues = new();
    private readonly WorkerClocks clocks = new();
    private readonly ChunkedColumn<long> arrivals = new();
    private readonly ChunkedColumn<long> runtimes = new();
    private readonly ChunkedColumn<int> taskOf = new();
    private readonly ChunkedColumn<int> queueOf = new();
    private readonly ChunkedColumn<int> workerOf = new();
    private readonly ChunkedColumn<float> waits = new();
    private readonly RuleCounts repaired = new();
    private readonly RuleCounts excluded = new();
    private ChunkedColumn<long>? etas;

    /// <summary>Attempts kept so far.</summary>
    public int Count => arrivals.Count;

    /// <summary>Counts an end of an id that had ended before.</summary>
    public void AddDuplicateEnd() => excluded.Add(RepairRules.DuplicateEnd);

    /// <summary>Adds an attempt, mends it, or leaves it out.</summary>
    public void Add(in SourceAttempt attempt)
    {
        if (attempt.Task is not { } task)
        {
            excluded.Add(RepairRules.TaskMissing);
            return;
        }

        if (attempt.End == AttemptEnd.NeverStarted)
        {
            excluded.Add(RepairRules.NeverStarted);
            return;
        }

        if (RuntimeOf(attempt, task) is not { } runtime) return;
        var queue = attempt.Queue ?? terms.QueueOf(task);
        if (queue is null)
        {
            excluded.Add(RepairRules.QueueMissing);
            return;
        }

        var arrival = attempt.Sent ?? attempt.Received ?? attempt.Started;
        if (arrival is not (>= 0 and < 1e11))
        {
            excluded.Add(RepairRules.ArrivalMissing);
            return;
        }

        // Only rows that stay count as mended.
        if (attempt.Started is null && attempt.End == AttemptEnd.Ran) repaired.Add(RepairRules.StartMissing);
        if (attempt.End == AttemptEnd.NotSeen) repaired.Add(RepairRules.EndMissing);
        if (attempt.Queue is null) repaired.Add(RepairRules.QueueMissing);
        if (attempt.Sent is null && attempt.Received is null) repaired.Add(RepairRules.ArrivalMissing);
        if (attempt is { Retries: > 0, FollowsSeen: false }) repaired.Add(RepairRules.RetryWithoutParent);
        Keep(attempt, task, queue, arrival.Value, runtime);
    }

    /// <summary>The history. Call it once, at the end: the columns are given up on the way.</summary>
    /// <param name="caveats">What a reader must know of the source.</param>
    public RepairedHistory Build(IReadOnlyList<string>? caveats = null)
    {
        var errors = clocks.Errors();
        Shift(errors);
        var measured = Waits(errors);
        var order = Ordered(out var times);
        var columns = new HistoryColumns(times, runtimes.Take(order), taskOf.Take(order), queueOf.Take(order)) { Etas = etas?.Take(order) };
        return new(HistoryEnds.Close(columns, [.. tasks.All], [.. queues.All], repaired, excluded, caveats ?? []), measured);
    }

    private double? RuntimeOf(in SourceAttempt attempt, string task)
    {
        if (attempt.End == AttemptEnd.NotSeen)
        {
            if (attempt.Started is not null && terms.HardLimitOf(task) is { } limit) return limit;
            excluded.Add(RepairRules.EndMissing);
            return null;
        }

        var runtime = attempt.RuntimeSeconds ?? (attempt.Ended - attempt.Started);
        if (runtime is >= 0 and < LongestSeconds) return runtime;
        excluded.Add(runtime is null ? RepairRules.StartMissing : RepairRules.RuntimeNegative);
        return null;
    }

    private void Keep(in SourceAttempt attempt, string task, string queue, double arrival, double runtime)
    {
        var worker = attempt.Worker is { } name ? clocks.IndexOf(name) : NoWorker;
        // Of a retry the first delivery is sent by a worker, so its lag tells nothing of the senders' clocks.
        if (worker != NoWorker && attempt is { Retries: 0, Sent: { } sent, Received: { } received } && Math.Abs(received - sent) < LongestSeconds) clocks.Add(worker, ToMicros(received - sent));
        KeepEta(attempt.Eta is { } eta && eta > arrival && eta < arrival + LongestSeconds ? ToMicros(eta) : 0);
        arrivals.Add(ToMicros(arrival));
        runtimes.Add(Micros.FromSeconds(runtime));
        taskOf.Add(tasks.IndexOf(task));
        queueOf.Add(queues.IndexOf(queue));
        workerOf.Add(attempt.Sent is null ? worker | ByWorkersClock : worker);
        var waited = attempt.Delayed || attempt.Eta is not null || attempt.Retries > 0 ? null : attempt.Started - (attempt.Sent ?? attempt.Received);
        waits.Add((float)(waited ?? double.NaN));
    }

    // Few histories have one, so the column begins with the first.
    private void KeepEta(long eta)
    {
        if (etas is null && eta == 0) return;
        if (etas is null)
        {
            etas = new ChunkedColumn<long>();
            while (etas.Count < arrivals.Count) etas.Add(0);
        }

        etas.Add(eta);
    }

    private static long ToMicros(double seconds) => (long)Math.Round(seconds * Micros.PerSecond);

    // Arrivals that were read from a worker's clock are brought to the senders'.
    private void Shift(long[] errors)
    {
        for (var row = 0; row < arrivals.Count; row++)
        {
            var worker = workerOf[row] & ~ByWorkersClock;
            if (worker == NoWorker || errors[worker] == 0) continue;
            repaired.Add(RepairRules.ClockSkew);
            if ((workerOf[row] & ByWorkersClock) != 0) arrivals[row] -= errors[worker];
        }
    }

    private Dictionary<string, DurationSketch> Waits(long[] errors)
    {
        var measured = new Dictionary<string, DurationSketch>(StringComparer.Ordinal);
        for (var row = 0; row < waits.Count; row++)
        {
            if (float.IsNaN(waits[row])) continue;
            var worker = workerOf[row];
            var shift = (worker & ByWorkersClock) != 0 || worker == NoWorker ? 0 : Micros.ToSeconds(errors[worker]);
            var wait = waits[row] - shift;
            if (wait < 0) repaired.Add(RepairRules.WaitNegative);
            var queue = queues.All[queueOf[row]];
            if (!measured.TryGetValue(queue, out var sketch)) measured[queue] = sketch = new DurationSketch();
            sketch.Add(Math.Max(0, wait));
        }

        waits.Clear();
        workerOf.Clear();
        return measured;
    }

    // By arrival; rows of one microsecond in the order in which they came.
    private int[] Ordered(out long[] times)
    {
        times = arrivals.Take();
        var order = new int[times.Length];
        for (var row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort(times, order);
        for (var from = 0; from < times.Length;)
        {
            var to = from + 1;
            while (to < times.Length && times[to] == times[from]) to++;
            if (to - from > 1) Array.Sort(order, from, to - from);
            from = to;
        }

        return order;
    }
}
