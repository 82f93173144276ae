using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>What was found for a queue.</summary>
public sealed record QueueChoice
{
    /// <summary>The queue.</summary>
    public required QueueDemand Demand { get; init; }

    /// <summary>What was asked for.</summary>
    public required QueueGoal Goal { get; init; }

    /// <summary>What could be chosen.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The cheapest that keeps the goal; where none does, the one that misses it least.</summary>
    public required ReplayResult Best { get; init; }

    /// <summary>Whether it keeps the goal.</summary>
    public required bool KeepsGoal { get; init; }

    /// <summary>What no policy can be below; null where no shape holds the largest task.</summary>
    public required LowerBound? Bound { get; init; }

    /// <summary>Everything that was replayed on the way, each policy once.</summary>
    public required IReadOnlyList<ReplayResult> Replayed { get; init; }

    /// <summary>How much dearer the choice is than the bound: 0.25 for a quarter; null without a bound above zero.</summary>
    public double? Gap => Bound is { Cost.Amount: > 0 } bound ? (double)(Best.Cost / bound.Cost) - 1 : null;

    /// <summary>What can be had: the policies that no other beats in both cost and wait, the cheapest first.</summary>
    /// <param name="share">The percentile of the wait, such as 0.95.</param>
    public IReadOnlyList<ReplayResult> Frontier(double share)
    {
        List<ReplayResult> frontier = [];
        var shortest = double.PositiveInfinity;
        foreach (var result in Replayed.Where(result => result.FailureShare <= Goal.FailureShare)
                     .OrderBy(result => result.Cost).ThenBy(result => result.Wait(share) ?? 0).ThenBy(result => result.Policy.ToString(), StringComparer.Ordinal))
        {
            if ((result.Wait(share) ?? 0) is var wait && wait >= shortest) continue;
            frontier.Add(result);
            shortest = wait;
        }

        return frontier;
    }
}
