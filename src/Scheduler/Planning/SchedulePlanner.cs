using CostTool.Analyzer.Units;
using CostTool.Scheduler.Schedules;
using static System.FormattableString;

namespace CostTool.Scheduler.Planning;

/// <summary>Chooses a strategy for each schedule and works out the money.</summary>
/// <remarks>
/// A shared worker's cost goes only when its last task leaves, so that savings are those of a set of queues and never a sum over schedules:
/// a set moves as a whole, when each of its tasks can be launched, nothing else is sent to it, and the launches cost less than its workers;
/// or, where something else is sent to it, when the replay of its history finds short-lived workers that keep its wait and cost less.
/// </remarks>
public static class SchedulePlanner
{
    /// <summary>The plan; equal inputs in any order give an equal plan.</summary>
    public static SchedulePlan Plan(PlanInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var candidates = Candidates(inputs);
        var unrouted = candidates.Where(candidate => candidate.Queue is null).ToList();
        var decided = WorkerSet.Of(candidates, inputs.Workers, inputs.Replay?.Queues ?? []).Select(set => Decision.Of(set, inputs, unrouted)).ToList();
        var rows = decided.SelectMany(decision => decision.Set!.Members.Select(member => Row(member, decision, inputs)))
            .Concat(unrouted.Select(candidate => Row(candidate, new Decision(null, ["its queue is not known, as its route is code"], null), inputs)))
            .OrderBy(row => row.ScheduleId, StringComparer.Ordinal).ToList();
        var sets = decided.Select(Total).ToList();
        return new SchedulePlan
        {
            Name = inputs.Name, Month = inputs.Month, AsOf = inputs.AsOf, Rows = rows, Sets = sets, Total = Sum(sets),
            BreakEven = BreakEven(candidates, inputs), Assumptions = PlanAssumptions.Of(inputs, candidates),
        };
    }

    private static IReadOnlyList<PlanCandidate> Candidates(PlanInputs inputs)
    {
        var ordered = inputs.Entries
            .OrderBy(entry => ScheduleId.Of(entry.Entry), StringComparer.Ordinal)
            .ThenBy(entry => entry.Source, StringComparer.Ordinal).ThenBy(entry => entry.Entry.Origin, StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        List<PlanCandidate> candidates = [];
        foreach (var entry in ordered)
        {
            var id = ScheduleId.Of(entry.Entry);
            var copy = seen[id] = seen.GetValueOrDefault(id) + 1;
            candidates.Add(PlanCandidate.Of(entry, copy == 1 ? id : Invariant($"{id}-{copy}"), inputs));
        }

        return candidates;
    }

    private static PlanRow Row(PlanCandidate candidate, Decision decision, PlanInputs inputs)
    {
        var (entry, source, set) = (candidate.Source.Entry, candidate.Source, decision.Set);
        var strategy = candidate.DropReason is not null ? Strategy.Drop : decision.Strategy;
        var today = set?.ShareOf(candidate, inputs);
        var launched = strategy is Strategy.ScheduledOneShot;
        return new PlanRow
        {
            ScheduleId = candidate.Id,
            Source = source.Source,
            Task = entry.Task,
            Queue = candidate.Queue,
            CelerySchedule = ScheduleText.Of(entry.Schedule),
            Timezone = entry.TimeZone,
            Strategy = strategy,
            Expression = source.Expressions.Count > 0 ? string.Join(" | ", source.Expressions.Select(expression => expression.Text)) : null,
            ExpressionTimezone = source.Expressions.Count > 0 ? string.Join(" | ", source.Expressions.Select(expression => expression.TimeZone).Distinct(StringComparer.Ordinal)) : null,
            Exact = source.Exact,
            RunsPerMonth = candidate.RunsPerMonth,
            TaskVcpu = candidate.Size.Cpu.Cores,
            TaskMemoryMib = candidate.Size.Memory.Mebibytes,
            UsdPerMonthToday = today,
            UsdPerMonthPlanned = strategy switch
            {
                Strategy.Drop => Usd.Zero,
                Strategy.KeepAsService => today,
                Strategy.ScheduledOneShot => candidate.OneShot!.Usd,
                _ => today is { } share && set!.Today is { } whole && whole > Usd.Zero ? decision.Replay!.Drain!.Monthly.Usd * (share / whole) : null,
            },
            Caveats =
            [
                Reason(candidate, strategy, decision),
                .. launched && candidate.SizeAssumed ? ["its size is an assumption"] : Array.Empty<string>(),
                .. candidate is { DropReason: null, Runtime: null, PricedBy: { } bound } ? [Invariant($"no history: a run is priced at its hard limit of {bound.MaxSeconds} s")] : Array.Empty<string>(),
                .. launched && !source.Exact && source.GuardedLaunchesPerMonth == 0 ? ["its fire times differ from Celery's: see the proof"] : Array.Empty<string>(),
                .. decision.Replay?.Drain is not null && strategy is not Strategy.Drop ? ["what starts these workers is deployed by hand, not by `schedule apply`"] : Array.Empty<string>(),
                .. today is null ? ["its share of the workers is not known"] : Array.Empty<string>(),
                .. source.Caveats,
            ],
            Entry = entry.Name,
            Origin = entry.Origin,
            OneShot = candidate.OneShot,
            BreakEvenMinutes = candidate.PricedBy is { } runtime ? new LaunchMeter(inputs).BreakEven(candidate.Size, runtime.MeanSeconds ?? runtime.P50Seconds).MinutesAgainstSpot : null,
            Launch = launched ? source.Launch : null,
            WaitBefore = decision.Replay?.Before,
            WaitAfter = strategy is Strategy.Drop ? null : decision.Replay?.After,
        };
    }

    private static string Reason(PlanCandidate candidate, Strategy strategy, Decision decision)
    {
        var blockers = decision.Blockers;
        if (strategy is Strategy.Drop) return $"dropped: {candidate.DropReason}";
        if (strategy is Strategy.ScheduledOneShot) return "launched: its workers go and the launches cost less";
        if (decision.Replay?.Drain is { } drain) return $"drained: beat sends it as before, and its queue is emptied by short-lived workers ({drain.Policy})";
        if (candidate.StayReason is { } stay) return $"kept: {stay}";
        var added = candidate.OneShot is { } oneShot ? Invariant($", so launching it would add {oneShot.Usd} a month and save nothing") : string.Empty;
        return $"kept: its worker stays, as {blockers[0]}{(blockers.Count > 1 ? Invariant($" (and {blockers.Count - 1} more)") : string.Empty)}{added}";
    }

    private static PlanSet Total(Decision decision)
    {
        var (set, blockers) = (decision.Set!, decision.Blockers);
        var planned = decision.Replay?.Drain?.Monthly ?? (blockers.Count == 0 ? set.Launches() : set.Today is { } kept ? UsdBand.Sure(kept) : null);
        return new PlanSet
        {
            Queues = set.Queues,
            Workers = [.. set.Workers.Select(worker => worker.WorkloadId)],
            Schedules = set.Members.Count,
            Vacated = blockers.Count == 0,
            Blockers = blockers,
            Today = set.Today,
            Planned = planned,
            Saving = set.Today is { } today && planned is not null ? Less(today, planned) : null,
            Drain = decision.Replay?.Drain,
            WaitBefore = decision.Replay?.Before,
            WaitAfter = decision.Replay?.After,
        };
    }

    private static PlanTotal Sum(IReadOnlyList<PlanSet> sets)
    {
        var known = sets.Where(set => set.Saving is not null).ToList();
        var today = known.Sum(set => set.Today!.Value);
        var planned = known.Aggregate(UsdBand.Sure(Usd.Zero), (sum, set) => sum + set.Planned!);
        return new(today, planned, Less(today, planned), sets.Count - known.Count);
    }

    private static UsdBand Less(Usd today, UsdBand planned) => new(today - planned.Usd, today - planned.High, today - planned.Low);

    private static IReadOnlyList<BreakEvenRow> BreakEven(IReadOnlyList<PlanCandidate> candidates, PlanInputs inputs)
    {
        const double FiveMinutes = 300;
        var meter = new LaunchMeter(inputs);
        return
        [
            .. candidates.Select(candidate => candidate.Size).Distinct().OrderBy(size => size.Cpu).ThenBy(size => size.Memory)
                .SelectMany(size => new[] { 0, FiveMinutes }.Select(work => meter.BreakEven(size, work))),
        ];
    }

    /// <summary>What becomes of a set; without a set, of entries whose queue is not known.</summary>
    private sealed record Decision(WorkerSet? Set, IReadOnlyList<string> Blockers, SetReplay? Replay)
    {
        public Strategy Strategy => Replay?.Drain?.Strategy ?? (Blockers.Count > 0 ? Strategy.KeepAsService : Strategy.ScheduledOneShot);

        public static Decision Of(WorkerSet set, PlanInputs inputs, IReadOnlyList<PlanCandidate> unrouted)
        {
            var blockers = set.Blockers(inputs, unrouted);
            var replay = SetReplay.Of(set, blockers.Count == 0, inputs);
            return new(set, replay.Drain is not null ? [] : replay.Refusal is { } refusal ? [.. blockers, refusal] : blockers, replay);
        }
    }
}
