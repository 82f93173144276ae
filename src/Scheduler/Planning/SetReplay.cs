using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Policies;
using static System.FormattableString;

namespace CostTool.Scheduler.Planning;

/// <summary>What the replay of its history says of a set of queues: how it waits today, and how it would be emptied by short-lived workers.</summary>
/// <param name="Before">Waits in truth; null is unknown.</param>
/// <param name="After">Waits as planned; null where the set stays, or its history does not tell.</param>
/// <param name="Drain">The short-lived way; null where none is cheaper and keeps the bounds.</param>
/// <param name="Refusal">Why there is none; null where there is one, or nothing was replayed.</param>
internal sealed record SetReplay(WaitSeconds? Before, WaitSeconds? After, PlannedDrain? Drain, string? Refusal)
{
    // Nothing was replayed.
    private static readonly SetReplay Unknown = new(null, null, null, null);

    /// <summary>Replays a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="launched">It is to be left by one-shot launches already, and only its waits are asked for.</param>
    /// <param name="inputs">Inputs of the plan.</param>
    public static SetReplay Of(WorkerSet set, bool launched, PlanInputs inputs)
    {
        if (inputs.Replay is not { } work || work.CaseOf(set.Queues, set.Workers) is not { } found) return Unknown;
        var before = WaitSeconds.Of(found.Waits);
        var chooser = new QueueChooser(work.Terms, inputs.Hours, work.Seed);
        if (launched)
        {
            var alone = chooser.Study(found with { Shape = new(found.Shape.Size, 1) }, ["one-shot"]).Best;
            return new(before, WaitSeconds.Of(alone.Result.Waits), null, null);
        }

        if (set.Today is not { } today) return Unknown with { Before = before };
        var unseen = set.Queues.Except(found.Queues, StringComparer.Ordinal).ToList();
        if (unseen.Count > 0) return new(before, null, null, $"the history knows nothing of `{unseen[0]}`");
        return Choose(chooser.Study(found, QueueChooser.ShortLivedKinds), chooser.Study(found, QueueChooser.ServiceKinds), before, today);
    }

    private static SetReplay Choose(QueueStudy study, QueueStudy services, WaitSeconds? before, Usd today)
    {
        var best = study.Best;
        if (!best.Meets) return new(before, null, null, $"no short-lived worker keeps the wait ({study.Case.BoundsFrom}): the nearest, {best.Result.Policy.Kind}, has {best.Breaches[0]}");

        if (best.Monthly >= today) return new(before, null, null, Invariant($"short-lived workers that keep the wait would cost {best.Monthly} a month and the workers cost {today}"));
        // Like with like: workers that are always on are cheaper on Fargate too.
        if (services.Best is { Meets: true } service && service.Monthly <= best.Monthly)
            return new(before, null, null, Invariant($"short-lived workers that keep the wait would cost {best.Monthly} a month, and a service on Fargate {service.Monthly}"));
        return new(before, WaitSeconds.Of(best.Result.Waits), Planned(study, best), null);
    }

    private static PlannedDrain Planned(QueueStudy study, PolicyOutcome best) => new()
    {
        Strategy = best.Result.Policy switch
        {
            ScheduledDrainPolicy => Strategy.DrainScheduled,
            WakePolicy => Strategy.DrainWoken,
            _ => Strategy.Dispatched,
        },
        Policy = best.Result.Policy.ToString(),
        Monthly = new UsdBand(best.Monthly.Round(6), best.Low.Round(6), best.High.Round(6)),
        StartsPerMonth = decimal.Round((decimal)best.Result.Starts * (best.Result.Cost > Usd.Zero ? best.Monthly / best.Result.Cost : 0), 1),
        Pool = PlannedPool.Of(study),
        BoundsFrom = study.Case.BoundsFrom,
        ForesightGap = study.Gap is { } gap ? decimal.Round(gap, 4) : null,
    };
}
