using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>Messages that a Celery worker holds beyond the tasks that run.</summary>
/// <param name="Multiplier">Celery's <c>worker_prefetch_multiplier</c>, 4 by default: messages for each task place.</param>
/// <param name="AcksLate">A message counts until its task has ended (<c>acks_late</c>); otherwise until its task starts.</param>
public sealed record Prefetch(int Multiplier, bool AcksLate)
{
    /// <summary>Nothing is held back: one message for each place until its task has ended.</summary>
    public static Prefetch None { get; } = new(1, true);
}

/// <summary>Workers that are always on.</summary>
public sealed record ServicePolicy : ReplayPolicy
{
    /// <inheritdoc />
    public override string Kind => Scaling is null ? "service" : "service-tracking";

    /// <summary>Workers; the first ones where <see cref="Scaling"/> changes their number.</summary>
    public required int Workers { get; init; }

    /// <summary>Target tracking; null for a fixed number.</summary>
    public TargetTracking? Scaling { get; init; }

    /// <summary>Prefetch. Only a fixed number of workers on demand can hold messages back in a replay.</summary>
    public Prefetch Prefetch { get; init; } = Prefetch.None;

    /// <inheritdoc />
    public override string Parameters => Scaling is { } tracking
        ? Invariant($"{tracking.Least} to {tracking.Most} workers, target {tracking.Target:0.##}")
        : Invariant($"{Workers} workers{(Prefetch == Prefetch.None ? string.Empty : $", prefetch {Prefetch.Multiplier}, acks {(Prefetch.AcksLate ? "late" : "early")}")}");

    internal override void Check()
    {
        base.Check();
        Require(Workers >= 1, "number of workers", Invariant($"{Workers}"), "1 or more");
        Require(Prefetch.Multiplier >= 1, "prefetch multiplier", Invariant($"{Prefetch.Multiplier}"), "1 or more");
        Require(Prefetch == Prefetch.None || (Scaling is null && !Buying.UsesSpot), "place for a prefetch", ToString(), "replay prefetch with a fixed number of workers on demand");
        if (Scaling is not { } tracking) return;
        Require(tracking.Least >= 1 && tracking.Most >= tracking.Least && Workers >= tracking.Least && Workers <= tracking.Most,
            "range of workers", Invariant($"{tracking.Least} to {tracking.Most} from {Workers}"), "1 ≤ least ≤ workers ≤ most");
        Require(tracking.Target is > 0 and <= 1, "target", Invariant($"{tracking.Target}"), "above 0 and at most 1");
        Require(tracking is { OutMinutes: >= 1, InMinutes: >= 1, OutCooldownSeconds: >= 0, InCooldownSeconds: >= 0 }, "time of a target tracking", tracking.ToString(), "minutes of 1 or more, cool-downs of 0 or more");
    }
}
