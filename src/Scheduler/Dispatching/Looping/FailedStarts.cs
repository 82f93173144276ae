using System.Globalization;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>Workers of a pool that ended badly one after the other: a broken image or setting, which more workers would only repeat at a minute's price each. A value.</summary>
/// <param name="InARow">How many since one ended well or told that it did tasks.</param>
/// <param name="Last">When the last one did; null for none.</param>
internal sealed record FailedStarts(int InARow, DateTimeOffset? Last)
{
    private const int Tolerated = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(8);

    public static FailedStarts None { get; } = new(0, null);

    public FailedStarts With(WorkerEventKind kind, DateTimeOffset now) => kind switch
    {
        WorkerEventKind.Failed or WorkerEventKind.FailedToStart => new FailedStarts(InARow + 1, now),
        WorkerEventKind.Ended => None,
        _ => this,
    };

    /// <summary>Why the pool launches nothing now; null where it may.</summary>
    public string? Hold(DateTimeOffset now)
    {
        if (InARow < Tolerated || Last is not { } last) return null;
        var wait = FirstWait * Math.Pow(2, Math.Min(InARow - Tolerated, 5));
        var until = last + (wait > LongestWait ? LongestWait : wait);
        return now >= until ? null : string.Create(CultureInfo.InvariantCulture, $"{InARow} workers ended badly one after the other; the next try is at {until:yyyy-MM-ddTHH:mm:ssZ}");
    }
}
