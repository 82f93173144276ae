using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>Replays policies as a search asks for them, each once.</summary>
/// <param name="replayer">Replays.</param>
/// <param name="demand">What is asked for.</param>
/// <param name="goal">What has to be kept.</param>
/// <param name="best">How many of the cheapest that keep the goal are asked for.</param>
/// <param name="floor">Rules out what cannot be among those; null to replay everything.</param>
internal sealed class PolicySearch(Replayer replayer, QueueDemand demand, QueueGoal goal, int best, CostFloor? floor)
{
    // What is likely cheap goes first, so that it rules out the rest. A number of its own, not that of the cores: equal inputs give equal searches.
    private const int AtOnce = 8;

    private readonly Dictionary<string, ReplayResult> seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Usd, Usd> cheapest = new(Comparer<Usd>.Create((one, other) => other.CompareTo(one)));

    /// <summary>Everything that was replayed.</summary>
    public IReadOnlyCollection<ReplayResult> Replayed => seen.Values;

    /// <summary>What policies are worth, in their order.</summary>
    public IReadOnlyList<PolicyWorth> Judge(IEnumerable<ReplayPolicy> policies)
    {
        var asked = policies.Select(policy => (Name: policy.ToString(), Policy: policy)).ToList();
        var fresh = asked.Where(item => !seen.ContainsKey(item.Name)).DistinctBy(item => item.Name).ToList();
        if (floor is null) Replay(fresh);
        else
        {
            foreach (var some in fresh.Select(item => (Item: item, Floor: floor.Of(item.Policy))).OrderBy(item => item.Floor).Chunk(AtOnce))
                Replay([.. some.Where(item => cheapest.Count < best || item.Floor <= cheapest.Peek()).Select(item => item.Item)]);
        }

        return [.. asked.Select(item => seen.TryGetValue(item.Name, out var result) ? new PolicyWorth(goal.Violation(result), result.Cost) : PolicyWorth.RuledOut(floor!.Of(item.Policy)))];
    }

    private void Replay(IReadOnlyList<(string Name, ReplayPolicy Policy)> fresh)
    {
        foreach (var (item, result) in fresh.Zip(replayer.Replay(demand, [.. fresh.Select(item => item.Policy)])))
        {
            seen[item.Name] = result;
            if (goal.Violation(result) > 0) continue;
            cheapest.Enqueue(result.Cost, result.Cost);
            if (cheapest.Count > best) cheapest.Dequeue();
        }
    }
}
