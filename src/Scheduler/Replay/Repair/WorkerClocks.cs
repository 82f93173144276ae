namespace CostTool.Scheduler.Replay.Repair;

/// <summary>How far each worker's clock is from the senders'.</summary>
/// <remarks>
/// A message is never received before it is sent, so the smallest received - sent of a worker is its clock's error plus the smallest latency, which is milliseconds where it was idle once.
/// A negative one of more than a tenth of a second is the error. A positive one counts only where the worker received <see cref="Enough"/> messages, at least <see cref="Workers"/> workers did, and it is
/// more than <see cref="Ahead"/> above the median of the workers: otherwise it may be a queue that never was empty.
/// </remarks>
internal sealed class WorkerClocks
{
    /// <summary>Messages of a worker from which on its smallest lag is believed. A choice.</summary>
    public const int Enough = 100;

    /// <summary>Workers that have to agree on the median.</summary>
    public const int Workers = 3;

    private const long Ahead = 1_000_000;

    // An app tells of a message after it has sent it, and a worker that waits for it may be quicker.
    private const long Behind = 100_000;

    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly List<(long Lag, int Messages)> workers = [];

    /// <summary>The worker's number.</summary>
    public int IndexOf(string name)
    {
        if (index.TryGetValue(name, out var found)) return found;
        index[name] = workers.Count;
        workers.Add((long.MaxValue, 0));
        return workers.Count - 1;
    }

    /// <summary>Adds received - sent of a message, in microseconds.</summary>
    public void Add(int worker, long lag)
    {
        var (least, messages) = workers[worker];
        workers[worker] = (Math.Min(least, lag), messages + 1);
    }

    /// <summary>What to take from the times of each worker, in microseconds.</summary>
    public long[] Errors()
    {
        var believed = workers.Where(worker => worker.Messages >= Enough).Select(worker => worker.Lag).Order().ToArray();
        var median = believed.Length >= Workers ? Math.Max(0, believed[(believed.Length - 1) / 2]) : (long?)null;
        return
        [
            .. workers.Select(worker =>
                worker.Messages == 0 ? 0
                : worker.Lag < -Behind ? worker.Lag
                : worker.Messages >= Enough && worker.Lag - median > Ahead ? worker.Lag - median!.Value
                : 0),
        ];
    }
}
