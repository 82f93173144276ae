namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>Messages of a pool that are held though no worker of it is there: a worker was killed, or workers of someone else hold them. Says when one should come and look. A value.</summary>
/// <remarks>
/// On Redis the messages of a killed worker come back only through another worker, once the broker's visibility timeout is over, which nobody tells us. So one worker comes after a minute, and where that did
/// not help after two, four and up to <see cref="LongestWait"/>: the messages wait about twice the timeout at most, and the looks cost a few minutes of one worker.
/// </remarks>
internal sealed record HeldAlone
{
    public static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(16);

    public DateTimeOffset? Since { get; init; }
    public int Looks { get; init; }
    private long Held { get; init; }

    public HeldAlone With(DateTimeOffset now, long? ready, long? held, bool workerIsThere)
    {
        if (ready is null || held is null) return this;
        if (held == 0) return new();
        if (ready > 0 || workerIsThere) return this with { Since = null };
        var looks = held < Held ? 0 : Looks;
        return this with { Since = Since ?? now, Looks = looks, Held = held.Value };
    }

    public bool IsTime(DateTimeOffset now) => Since is { } since && now - since >= Wait;

    public HeldAlone Looked() => this with { Since = null, Looks = Looks + 1 };

    private TimeSpan Wait => FirstWait * Math.Pow(2, Looks) is var wait && Looks < 5 && wait < LongestWait ? wait : LongestWait;
}
