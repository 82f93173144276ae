namespace CostTool.Analyzer.Policies;

/// <summary>How long the messages of a queue may wait for their start, and how many may be late or lost. What is null is not bounded.</summary>
public sealed record WaitBounds
{
    /// <summary>No bound.</summary>
    public static WaitBounds None { get; } = new();

    /// <summary>Seconds that half of the messages may wait at most.</summary>
    public decimal? P50Seconds { get; init; }

    /// <summary>Seconds that 95 of 100 may wait at most.</summary>
    public decimal? P95Seconds { get; init; }

    /// <summary>Seconds that 99 of 100 may wait at most.</summary>
    public decimal? P99Seconds { get; init; }

    /// <summary>Seconds after which a message that has not ended is late.</summary>
    public decimal? DeadlineSeconds { get; init; }

    /// <summary>Share of the messages that may be late or given up, 0 to 1; one in a thousand where it is not said.</summary>
    public decimal? FailureShare { get; init; }

    /// <summary>The tighter of two in every respect.</summary>
    public WaitBounds And(WaitBounds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WaitBounds
        {
            P50Seconds = Least(P50Seconds, other.P50Seconds),
            P95Seconds = Least(P95Seconds, other.P95Seconds),
            P99Seconds = Least(P99Seconds, other.P99Seconds),
            DeadlineSeconds = Least(DeadlineSeconds, other.DeadlineSeconds),
            FailureShare = Least(FailureShare, other.FailureShare),
        };
    }

    private static decimal? Least(decimal? one, decimal? other) => one is null || other < one ? other : one;
}
