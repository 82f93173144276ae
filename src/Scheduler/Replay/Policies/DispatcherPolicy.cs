using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>A dispatcher looks at the backlog every few seconds and keeps as many workers as empty it in time.</summary>
/// <remarks>
/// <code>
/// wanted = ceil(backlog × mean runtime / (concurrency × drain seconds)), at least 1 when something waits, at most Most
/// starts = wanted - workers that run or start
/// </code>
/// The mean is that of the whole history, where a real dispatcher measures it as it goes.
/// </remarks>
public sealed record DispatcherPolicy : ShortLivedPolicy
{
    /// <inheritdoc />
    public override string Kind => "dispatcher";

    /// <summary>Seconds between two looks.</summary>
    public double PollSeconds { get; init; } = 5;

    /// <summary>Seconds in which the workers are to empty what waits.</summary>
    public required double DrainSeconds { get; init; }

    /// <summary>Most workers at a time.</summary>
    public required int Most { get; init; }

    /// <inheritdoc />
    public override string Parameters => Invariant($"poll {PollSeconds:0.#} s, drain in {DrainSeconds:0.#} s, at most {Most} workers, idle {IdleSeconds:0.#} s");

    internal override void Check()
    {
        base.Check();
        Require(PollSeconds >= 1, "poll interval", Invariant($"{PollSeconds} s"), "1 second or more");
        Require(DrainSeconds > 0, "drain time", Invariant($"{DrainSeconds} s"), "more than zero seconds");
        Require(Most >= 1, "number of workers", Invariant($"{Most}"), "1 or more");
    }
}
