using CostTool.Analyzer.Units;
using static System.FormattableString;

namespace CostTool.Scheduler.Planning;

/// <summary>Queues that share workers, with the entries that are sent to them.</summary>
internal sealed record WorkerSet(IReadOnlyList<string> Queues, IReadOnlyList<WorkerCost> Workers, IReadOnlyList<PlanCandidate> Members)
{
    private const int NamesShown = 3;

    /// <summary>What the workers cost; null where one of them is unknown or there is none.</summary>
    public Usd? Today => Workers.Count > 0 && Workers.All(worker => worker.MonthlyUsd is not null) ? Workers.Sum(worker => worker.MonthlyUsd!.Value) : null;

    /// <summary>The sets that entries are sent to and that other queues are in, by their first queue.</summary>
    public static IReadOnlyList<WorkerSet> Of(IReadOnlyList<PlanCandidate> candidates, IReadOnlyList<WorkerCost> workers, IEnumerable<string> otherQueues)
    {
        var left = new SortedSet<string>(candidates.Select(candidate => candidate.Queue).OfType<string>().Concat(otherQueues), StringComparer.Ordinal);
        var sets = new List<WorkerSet>();
        while (left.Min is { } first)
        {
            var queues = new SortedSet<string>(StringComparer.Ordinal) { first };
            List<WorkerCost> serving;
            int before;
            do
            {
                before = queues.Count;
                serving = [.. workers.Where(worker => worker.Queues.Any(queues.Contains)).OrderBy(worker => worker.WorkloadId, StringComparer.Ordinal)];
                queues.UnionWith(serving.SelectMany(worker => worker.Queues));
            }
            while (queues.Count > before);

            left.ExceptWith(queues);
            sets.Add(new([.. queues], serving, [.. candidates.Where(candidate => candidate.Queue is { } queue && queues.Contains(queue))]));
        }

        return sets;
    }

    /// <summary>What the launches of all its live members cost; null where one is unknown.</summary>
    public UsdBand? Launches()
    {
        var live = Members.Where(member => member.DropReason is null).ToList();
        return live.All(member => member.OneShot is not null) ? live.Aggregate(UsdBand.Sure(Usd.Zero), (sum, member) => sum + member.OneShot!) : null;
    }

    /// <summary>Why the workers stay; empty where they can go.</summary>
    /// <param name="inputs">What is known of the queues.</param>
    /// <param name="unrouted">Entries whose queue is not known: any worker may be theirs.</param>
    public IReadOnlyList<string> Blockers(PlanInputs inputs, IReadOnlyList<PlanCandidate> unrouted)
    {
        List<string> found = [];
        if (Workers.Count == 0) found.Add($"no worker of {Quoted(Queues)} is known, so neither is what it costs");
        var unpriced = Workers.Where(worker => worker.MonthlyUsd is null).Select(worker => worker.WorkloadId).ToList();
        if (unpriced.Count > 0) found.Add($"what {Quoted(unpriced)} costs is not known");
        foreach (var queue in Queues)
        {
            var others = inputs.Queues.FirstOrDefault(facts => facts.Name == queue)?.OtherTasks;
            if (others is null) found.Add($"what else is sent to `{queue}` is not known without a history");
            else if (others.Count > 0) found.Add($"the application itself sends {Quoted([.. others.Order(StringComparer.Ordinal)])} to `{queue}`");
        }

        found.AddRange(Members.Where(member => member.StayReason is not null).Select(member => $"`{member.Source.Entry.Name}` stays: {member.StayReason}"));
        found.AddRange(unrouted.Where(entry => entry.DropReason is null).Select(entry => $"the queue of `{entry.Source.Entry.Name}` is not known, as its route is code"));
        if (found.Count == 0 && Launches() is { } launches && Today is { } today && launches.Usd >= today)
            found.Add(Invariant($"launches would cost {launches.Usd} a month and the workers cost {today}"));
        return found;
    }

    /// <summary>The part of today's cost that an entry's work takes; null is unknown.</summary>
    public Usd? ShareOf(PlanCandidate member, PlanInputs inputs)
    {
        if (member.WorkSeconds is 0) return Usd.Zero;
        if (Today is not { } today || member.WorkSeconds is not { } work) return null;
        var busy = 0.0;
        foreach (var queue in Queues)
        {
            if (inputs.Queues.FirstOrDefault(facts => facts.Name == queue)?.BusySecondsPerMonth is not { } seconds) return null;
            busy += seconds;
        }

        // A month's count of fires times a mean runtime may exceed what two weeks of history saw; shares never add up to more than the whole.
        busy = Math.Max(busy, Members.Sum(other => other.WorkSeconds ?? 0));
        return today * (decimal)(work / busy);
    }

    private static string Quoted(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesShown).Select(name => $"`{name}`")) + (names.Count > NamesShown ? Invariant($" and {names.Count - NamesShown} more") : string.Empty);
}
