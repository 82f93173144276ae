using CostTool.Scheduler.History;

namespace CostTool.Scheduler.Planning;

/// <summary>How long messages wait for their start.</summary>
/// <param name="P50Seconds">Half wait no longer.</param>
/// <param name="P95Seconds">95 of 100 wait no longer.</param>
/// <param name="P99Seconds">99 of 100 wait no longer.</param>
public sealed record WaitSeconds(decimal P50Seconds, decimal P95Seconds, decimal P99Seconds)
{
    // Celery's own clocks are no finer.
    private const int Decimals = 3;

    /// <summary>The waits of a sketch; null where it is empty or absent.</summary>
    public static WaitSeconds? Of(DurationSketch? waits) => waits is { Count: > 0 } ? new(At(waits, 0.5), At(waits, 0.95), At(waits, 0.99)) : null;

    private static decimal At(DurationSketch waits, double share) => decimal.Round((decimal)waits.Quantile(share)!.Value, Decimals);
}

/// <summary>How short-lived workers empty queues in the place of workers that are always on, as the replay of the history chose it.</summary>
public sealed record PlannedDrain
{
    /// <summary>The strategy.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>Kind, parameters, purchase and worker for people.</summary>
    public required string Policy { get; init; }

    /// <summary>What it costs in the month.</summary>
    public required UsdBand Monthly { get; init; }

    /// <summary>Workers started in the month.</summary>
    public required decimal StartsPerMonth { get; init; }

    /// <summary>The workers, as an item of <c>dispatch: pools:</c> in costtool.yaml says them.</summary>
    public required PlannedPool Pool { get; init; }

    /// <summary>Who set the bounds that it keeps.</summary>
    public required string BoundsFrom { get; init; }

    /// <summary>Its cost over that of the work alone, less one: perfect foresight cannot save more. Null without work.</summary>
    public required decimal? ForesightGap { get; init; }
}
