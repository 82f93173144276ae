using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>How good a policy is: what comes closer to the goal is better, and among equals what costs less.</summary>
/// <param name="Violation">By how much it misses the goal.</param>
/// <param name="Cost">Over the history.</param>
internal readonly record struct PolicyWorth(double Violation, Usd Cost) : IComparable<PolicyWorth>
{
    /// <summary>What was not replayed as it cannot be the choice: worse than everything that was, and the better the less it costs at least.</summary>
    public static PolicyWorth RuledOut(Usd floor) => new(double.PositiveInfinity, floor);

    /// <summary>The best that it may be: what is dear by its parameters most likely keeps the goal.</summary>
    public PolicyWorth AtBest => double.IsPositiveInfinity(Violation) ? this with { Violation = 0 } : this;

    /// <inheritdoc />
    public int CompareTo(PolicyWorth other) => (Violation, Cost).CompareTo((other.Violation, other.Cost));
}
