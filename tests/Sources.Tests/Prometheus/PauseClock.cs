namespace CostTool.Sources.Tests.Prometheus;

/// <summary>A clock on which pauses pass at once and are noted down, and timeouts never come unless they are wanted.</summary>
internal sealed class PauseClock(bool timeouts = false) : TimeProvider
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static DateTimeOffset Instant { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Pauses { get; } = [];

    public override DateTimeOffset GetUtcNow() => Instant;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == global::System.Threading.Timeout.InfiniteTimeSpan) return TimeProvider.System.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Timeout) return TimeProvider.System.CreateTimer(callback, state, timeouts ? TimeSpan.FromMilliseconds(50) : global::System.Threading.Timeout.InfiniteTimeSpan, global::System.Threading.Timeout.InfiniteTimeSpan);
        Pauses.Add(dueTime);
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, global::System.Threading.Timeout.InfiniteTimeSpan);
    }
}
