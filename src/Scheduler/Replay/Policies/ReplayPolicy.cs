using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Replay.Capacity;
using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>A way to run the tasks of a queue, with its parameters.</summary>
public abstract record ReplayPolicy
{
    /// <summary>Stable name of the kind, such as <c>scheduled-drain</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The worker.</summary>
    public required WorkerShape Shape { get; init; }

    /// <summary>How its workers are bought.</summary>
    public Buying Buying { get; init; } = Buying.OnDemand;

    /// <summary>Its parameters for people, such as <c>every 300 s, 2 workers, idle 10 s</c>.</summary>
    public abstract string Parameters { get; }

    /// <summary>Kind, parameters, purchase and worker.</summary>
    public sealed override string ToString() => $"{Kind}: {Parameters}, {Buying}, {Shape}";

    /// <summary>Stops a replay of parameters that mean nothing.</summary>
    /// <exception cref="ProblemException">Names the parameter.</exception>
    internal virtual void Check()
    {
        Require(Buying is { OnDemandBase: >= 0, OnDemandWeight: >= 0, SpotWeight: >= 0 } && Buying.OnDemandBase + Buying.OnDemandWeight + Buying.SpotWeight > 0,
            "base and weights", Buying.ToString(), "give a base or a weight above zero");
        Require(Buying.FallbackSeconds is null or >= 0, "fallback", Invariant($"{Buying.FallbackSeconds} s"), "zero seconds or more, or none");
        Require(Shape.RuntimeFactor > 0, "runtime factor", Invariant($"{Shape.RuntimeFactor}"), "more than zero");
    }

    private protected void Require(bool holds, string parameter, string value, string fix)
    {
        if (!holds) throw new ProblemException(new Problem($"`{value}` is no {parameter} of a policy", Kind, fix));
    }
}

/// <summary>A policy whose workers start when something asks for them and leave when nothing is left.</summary>
public abstract record ShortLivedPolicy : ReplayPolicy
{
    /// <summary>Seconds without a task after which a worker leaves: the runner's <c>--idle-seconds</c>.</summary>
    public double IdleSeconds { get; init; } = 10;

    internal override void Check()
    {
        base.Check();
        Require(IdleSeconds >= 0, "idle time", Invariant($"{IdleSeconds} s"), "zero seconds or more");
    }
}
