using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Replays policies over a history. Equal seeds give equal results, whatever the order of the policies and however many threads work.</summary>
/// <remarks>The innermost loops are compiled for speed from the start: most replays are over before the runtime would notice that they are hot.</remarks>
/// <param name="terms">The world.</param>
/// <param name="seed">Seed of all draws.</param>
public sealed class Replayer(ReplayTerms terms, ulong seed)
{
    /// <summary>The world.</summary>
    public ReplayTerms Terms { get; } = terms;

    /// <summary>Threads at most; null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Without, every policy takes the general engine: slower, and equal.</summary>
    public bool FastPaths { get; init; } = true;

    /// <summary>Replays one policy.</summary>
    public ReplayResult Replay(QueueDemand demand, ReplayPolicy policy, int replications = 1) => Replay(demand, [policy], replications)[0];

    /// <summary>Replays policies side by side; results are in the order of the policies.</summary>
    /// <param name="demand">What was asked for.</param>
    /// <param name="policies">Policies.</param>
    /// <param name="replications">Seeds for each; the n-th replication of every policy has the same seed, so that their difference is not chance.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">A parameter means nothing.</exception>
    public IReadOnlyList<ReplayResult> Replay(QueueDemand demand, IReadOnlyList<ReplayPolicy> policies, int replications = 1)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentOutOfRangeException.ThrowIfLessThan(replications, 1);
        foreach (var policy in policies) policy.Check();
        var work = policies.Select(policy => Parts(demand, policy)).ToList();
        var jobs = (from index in Enumerable.Range(0, policies.Count)
                    from part in Enumerable.Range(0, work[index].Count)
                    from replication in Enumerable.Range(0, replications)
                    select (Index: index, Part: part, Replication: replication)).ToArray();
        var tallies = new ReplayTally[jobs.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Threads ?? Environment.ProcessorCount };
        // One at a time: the jobs of a core are as long as a policy takes, and must not be dealt out in blocks.
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(Enumerable.Range(0, jobs.Length), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering), options, job =>
        {
            var (index, part, replication) = jobs[job];
            var (queue, policy) = work[index][part];
            tallies[job] = ReplayRun.Run(queue, policy, Terms, SplitRandom.Key(seed, (ulong)replication), FastPaths);
        });
        var results = new ReplayResult[policies.Count];
        for (int index = 0, job = 0; index < results.Length; index++)
        {
            var parts = work[index].Count;
            var own = Enumerable.Range(0, parts).Select(part => tallies[(job + (part * replications))..(job + ((part + 1) * replications))]).ToList();
            results[index] = new ResultBuilder(Terms, seed).Build(demand, policies[index], work[index], own);
            job += parts * replications;
        }

        return results;
    }

    private static IReadOnlyList<(QueueDemand Demand, ReplayPolicy Policy)> Parts(QueueDemand demand, ReplayPolicy policy)
    {
        if (policy is not HybridPolicy hybrid) return [(demand, policy)];
        var named = hybrid.Parts.SkipLast(1).SelectMany(part => part.Tasks).ToHashSet(StringComparer.Ordinal);
        var rest = demand.TaskNames.Where(task => !named.Contains(task)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. hybrid.Parts.SkipLast(1).Select((part, index) => (demand.Of($"{demand.Name}-{index + 1}", part.Tasks), part.Policy)),
            (demand.Of($"{demand.Name}-{hybrid.Parts.Count}", rest), hybrid.Parts[^1].Policy),
        ];
    }
}
