namespace CostTool.Scheduler.Replay.Policies;

/// <summary>Target tracking of the share of busy task places, as Application Auto Scaling tracks a metric of an ECS service.</summary>
/// <remarks>
/// A minute's mean above the target for <see cref="OutMinutes"/> minutes asks for ceil(ready × metric / target) workers; below 0.9 × target for
/// <see cref="InMinutes"/> minutes it asks for fewer by the same formula. Three and fifteen minutes are those of the alarms that AWS makes; the cool-downs are its default.
/// What is scaled in is the newest worker: ECS promises no order.
/// </remarks>
public sealed record TargetTracking
{
    /// <summary>Part of the target below which capacity is taken away: AWS's alarm stands 10 % below the target.</summary>
    public const double InFraction = 0.9;

    /// <summary>Fewest workers; 1 or more, as a service with none has no metric to grow by.</summary>
    public required int Least { get; init; }

    /// <summary>Most workers.</summary>
    public required int Most { get; init; }

    /// <summary>Share of busy places to keep, above 0 and at most 1.</summary>
    public double Target { get; init; } = 0.7;

    /// <summary>Minutes above the target before it grows.</summary>
    public int OutMinutes { get; init; } = 3;

    /// <summary>Minutes below before it shrinks.</summary>
    public int InMinutes { get; init; } = 15;

    /// <summary>Seconds after a change in which it does not grow again.</summary>
    public double OutCooldownSeconds { get; init; } = 300;

    /// <summary>Seconds after a change in which it does not shrink.</summary>
    public double InCooldownSeconds { get; init; } = 300;
}
