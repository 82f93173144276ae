using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>Every so often, workers start, empty the queue and leave. They start also when nothing waits: the schedule cannot know.</summary>
public sealed record ScheduledDrainPolicy : ShortLivedPolicy
{
    /// <inheritdoc />
    public override string Kind => "scheduled-drain";

    /// <summary>Seconds from start to start; the first is at the start of the history.</summary>
    public required double EverySeconds { get; init; }

    /// <summary>Workers that start together.</summary>
    public int Workers { get; init; } = 1;

    /// <inheritdoc />
    public override string Parameters => Invariant($"every {EverySeconds:0.#} s, {Workers} workers, idle {IdleSeconds:0.#} s");

    internal override void Check()
    {
        base.Check();
        Require(EverySeconds >= 1, "interval", Invariant($"{EverySeconds} s"), "1 second or more");
        Require(Workers >= 1, "number of workers", Invariant($"{Workers}"), "1 or more");
    }
}
