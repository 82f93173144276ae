using CostTool.Scheduler.Dispatching.Deciding;

namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>All that happened in one round, for logs, metrics and people.</summary>
public sealed record DispatchRound
{
    /// <summary>1 for the first.</summary>
    public required long Number { get; init; }

    /// <summary>What the decision rested on.</summary>
    public required DispatchSituation Situation { get; init; }

    /// <summary>The decision.</summary>
    public required DispatchDecision Decision { get; init; }

    /// <summary>What became of its orders.</summary>
    public required IReadOnlyList<LaunchReport> Launches { get; init; }

    /// <summary>What befell workers.</summary>
    public required IReadOnlyList<WorkerEvent> Events { get; init; }

    /// <summary>What was not answered, or wrongly; each is also a reason to hold where it matters.</summary>
    public required IReadOnlyList<DispatchFault> Faults { get; init; }

    /// <summary>Whether Spot is used from now on.</summary>
    public required Breaking.SpotBreaker Breaker { get; init; }

    /// <summary>The lease; null where none is used.</summary>
    public required LeaseState? Lease { get; init; }

    /// <summary>What workers have cost since the start.</summary>
    public required RunCost Cost { get; init; }

    /// <summary>From the beginning of the round until everything was read.</summary>
    public required TimeSpan ReadTime { get; init; }

    /// <summary>From the beginning of the round until the decision was made.</summary>
    public required TimeSpan DecisionTime { get; init; }
}

/// <summary>What became of an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Outcome">The platform's answer; null where nothing was sent or no answer came.</param>
/// <param name="Fault">Why there is no answer; null where there is one.</param>
public sealed record LaunchReport(LaunchOrder Order, LaunchOutcome? Outcome, string? Fault);

/// <summary>Something that did not answer.</summary>
/// <param name="What">Which: <c>broker</c>, <c>workers</c>, <c>lease</c>, <c>events</c> or <c>results</c>.</param>
/// <param name="Reason">As one sentence, without secrets.</param>
public sealed record DispatchFault(string What, string Reason);

/// <summary>Is told of each round, on the loop's own time.</summary>
public interface IDispatchWatcher
{
    /// <summary>A round is over.</summary>
    void Saw(DispatchRound round);
}
