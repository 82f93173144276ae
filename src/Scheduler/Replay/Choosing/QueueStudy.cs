using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Optimizing;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>A policy with what its replay came to.</summary>
/// <param name="Result">The replay.</param>
/// <param name="Monthly">Cost in the month.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
/// <param name="Breaches">Bounds that it does not keep, one sentence each.</param>
public sealed record PolicyOutcome(ReplayResult Result, Usd Monthly, Usd Low, Usd High, IReadOnlyList<string> Breaches)
{
    /// <summary>Keeps every bound.</summary>
    public bool Meets => Breaches.Count == 0;
}

/// <summary>What a queue costs and how long it waits under each policy.</summary>
public sealed record QueueStudy
{
    /// <summary>The queue.</summary>
    public required QueueCase Case { get; init; }

    /// <summary>Every policy that was replayed, cheapest first.</summary>
    public required IReadOnlyList<PolicyOutcome> Outcomes { get; init; }

    /// <summary>The cheapest that keeps the bounds, or else the one that misses them least.</summary>
    public required PolicyOutcome Best { get; init; }

    /// <summary>The choice as the optimizer made it.</summary>
    public required QueueChoice Choice { get; init; }

    /// <summary>Cost in the month that no policy can be below; null where no worker holds the largest task.</summary>
    public required Usd? Foresight { get; init; }

    /// <summary>A line to look at and never a choice: each task as a job that keeps its progress, by <see cref="Policies.UniformProgressPolicy"/>. Null where not asked for, and where workers may not be interrupted or have several places.</summary>
    public PolicyOutcome? Yardstick { get; init; }

    /// <summary>Rates of arrivals at which the kind of the choice changes; empty where not asked for.</summary>
    public IReadOnlyList<ChoiceFlip> Flips { get; init; } = [];

    /// <summary>Cost of the best over the bound, less one; null without work.</summary>
    public decimal? Gap => GapOf(Best);

    /// <summary>Outcomes that no other beats in both cost and 95th percentile of the wait, cheapest first.</summary>
    public IReadOnlyList<PolicyOutcome> Frontier
    {
        get
        {
            List<PolicyOutcome> line = [];
            var least = double.PositiveInfinity;
            foreach (var outcome in Outcomes)
            {
                if (outcome.Result.Wait(0.95) is not { } wait || wait >= least) continue;
                least = wait;
                line.Add(outcome);
            }

            return line;
        }
    }

    /// <summary>Cost of a policy over the bound, less one; null without work.</summary>
    public decimal? GapOf(PolicyOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Foresight is { } bound && bound > Usd.Zero ? (outcome.Monthly / bound) - 1 : null;
    }
}
