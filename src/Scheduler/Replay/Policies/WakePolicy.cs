using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>The first message to a queue starts workers, and those of the next seconds start them once more at their end: the runner's <c>wake</c>.</summary>
/// <remarks>
/// A rule starts workers for each event, whether others run or not. A task with an eta wakes at its eta here; in truth its message wakes when it is sent, and waits in the worker.
/// What an interrupted worker hands back wakes nobody until the next message.
/// </remarks>
public sealed record WakePolicy : ShortLivedPolicy
{
    /// <inheritdoc />
    public override string Kind => "wake";

    /// <summary>Seconds between two events of a queue at least: <c>window_seconds</c> of the hook, 20 by default.</summary>
    public double WindowSeconds { get; init; } = 20;

    /// <summary>Workers that an event starts.</summary>
    public int Workers { get; init; } = 1;

    /// <inheritdoc />
    public override string Parameters => Invariant($"window {WindowSeconds:0.#} s, {Workers} workers, idle {IdleSeconds:0.#} s");

    internal override void Check()
    {
        base.Check();
        Require(WindowSeconds > 0, "window", Invariant($"{WindowSeconds} s"), "more than zero seconds");
        Require(Workers >= 1, "number of workers", Invariant($"{Workers}"), "1 or more");
    }
}
