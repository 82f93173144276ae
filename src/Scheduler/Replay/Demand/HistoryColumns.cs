namespace CostTool.Scheduler.Replay.Demand;

/// <summary>The arrays of a history while it is made; who hands them over does not touch them again.</summary>
internal sealed record HistoryColumns(long[] Arrivals, long[] Runtimes, int[] Tasks, int[] Queues)
{
    public float[]? Memory { get; init; }

    public byte[]? Urgency { get; init; }

    public long[]? Etas { get; init; }

    public int[]? Retries { get; init; }
}
