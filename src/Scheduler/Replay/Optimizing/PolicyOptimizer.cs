using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>Finds the cheapest policy that keeps a queue's goal.</summary>
/// <remarks>
/// Each grid is searched by descent along its axes from several starts: a step is taken where it comes closer to the goal, or keeps it for less. All policies see the same draws. The best few
/// are replayed again with all replications, and the cheapest of those that still keep the goal is the choice.
/// </remarks>
/// <param name="terms">The world.</param>
/// <param name="seed">Seed of all draws.</param>
public sealed class PolicyOptimizer(ReplayTerms terms, ulong seed)
{
    // How many of the cheapest of the search are replayed again.
    private const int Finalists = 5;

    /// <summary>Replications of the choice; the search itself takes one.</summary>
    public int Replications { get; init; } = 5;

    /// <summary>Does not replay what costs more by its parameters alone than policies that were found to keep the goal. Quicker, but what waits less for more money is then not seen.</summary>
    public bool RulesOut { get; init; }

    /// <summary>Threads at most; null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The world.</summary>
    public ReplayTerms Terms { get; } = terms;

    /// <summary>The choice for a queue.</summary>
    public QueueChoice Choose(QueueDemand demand, QueueGoal goal, SearchSpace space) => Decide(demand, goal, space, exhaustive: false);

    /// <summary>The choice after every point of every grid was replayed: slow, and the measure of <see cref="Choose"/>.</summary>
    public QueueChoice ChooseExhaustively(QueueDemand demand, QueueGoal goal, SearchSpace space) => Decide(demand, goal, space, exhaustive: true);

    private QueueChoice Decide(QueueDemand demand, QueueGoal goal, SearchSpace space, bool exhaustive)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(space);
        var replayer = new Replayer(Terms with { DeadlineSeconds = goal.DeadlineSeconds ?? Terms.DeadlineSeconds }, seed) { Threads = Threads };
        var search = new PolicySearch(replayer, demand, goal, Finalists, RulesOut && !exhaustive ? new CostFloor(demand, Terms) : null);
        foreach (var grid in space.GridsFor(demand))
        {
            if (exhaustive) search.Judge(grid.Points().Select(grid.At));
            else new Descent(grid, search.Judge).Run();
        }

        var replayed = search.Replayed.OrderBy(result => result.Policy.ToString(), StringComparer.Ordinal).ToList();
        var finalists = Ranked(replayed, goal).Take(Finalists).Select(result => result.Policy).ToList();
        var best = Ranked(replayer.Replay(demand, finalists, Replications), goal).First();
        return new QueueChoice
        {
            Demand = demand, Goal = goal, Space = space, Best = best, KeepsGoal = goal.Violation(best) == 0, Replayed = replayed,
            Bound = LowerBound.Of(demand, space.Shapes, Terms, space.AllowsSpot),
        };
    }

    private static IEnumerable<ReplayResult> Ranked(IEnumerable<ReplayResult> results, QueueGoal goal) =>
        results.OrderBy(goal.Violation).ThenBy(result => result.Cost).ThenBy(result => result.Policy.Kind, StringComparer.Ordinal).ThenBy(result => result.Policy.ToString(), StringComparer.Ordinal);
}
