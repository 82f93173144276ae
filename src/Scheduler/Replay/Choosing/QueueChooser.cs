using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Optimizing;
using CostTool.Scheduler.Replay.Policies;
using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>Has the optimizer look for the cheapest policy of a queue, and tells what it replayed in dollars a month. Pure: equal inputs and seeds give equal studies.</summary>
/// <param name="terms">The world.</param>
/// <param name="month">Hours of the month that costs are told for.</param>
/// <param name="seed">Seed of all draws.</param>
public sealed class QueueChooser(ReplayTerms terms, Hours month, ulong seed)
{
    // A thousandth more than the least, so that a policy that loses a task in a thousand by interruption is not ruled out where nothing is said.
    private const decimal UnstatedFailureShare = 0.001m;

    // Less is what the next month's tasks may turn around.
    private static readonly Usd LeastSaving = new(0.01m);
    private static readonly double[] Rates = [1 / 64.0, 1 / 8.0, 1, 8];

    /// <summary>Kinds of policies that can be asked for.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["dispatcher", "one-shot", "scheduled-drain", "service", "service-tracking", "wake"];

    /// <summary>Kinds whose workers come and go by something that can be deployed beside beat.</summary>
    public static IReadOnlyList<string> ShortLivedKinds { get; } = ["dispatcher", "scheduled-drain", "wake"];

    /// <summary>Kinds whose workers are always there. Target tracking is left out: it only matters where one worker is too few, and takes longest to replay.</summary>
    public static IReadOnlyList<string> ServiceKinds { get; } = ["service"];

    /// <summary>The study of a queue.</summary>
    /// <param name="of">The queue.</param>
    /// <param name="kinds">Only policies of these kinds; null for all.</param>
    /// <param name="whole">Also what is dearer than the choice, for a frontier, and other rates of arrivals.</param>
    public QueueStudy Study(QueueCase of, IReadOnlyCollection<string>? kinds = null, bool whole = false)
    {
        ArgumentNullException.ThrowIfNull(of);
        var optimizer = new PolicyOptimizer(terms, seed) { RulesOut = true };
        var (goal, space) = (GoalOf(of.Bounds), new SearchSpace { Shapes = [of.Shape], AllowsSpot = of.Interruptible, Kinds = kinds });
        var choice = (whole ? new PolicyOptimizer(terms, seed) : optimizer).Choose(of.Demand, goal, space);
        var best = Outcome(choice.Best, of.Bounds, goal);
        // The search replays each policy once; what is known better of the choice takes its place.
        var others = choice.Replayed.Where(result => result.Policy != choice.Best.Policy).Select(result => Outcome(result, of.Bounds, goal));
        return new QueueStudy
        {
            Case = of,
            Outcomes = [.. others.Append(best).OrderBy(outcome => outcome.Monthly).ThenBy(outcome => outcome.Result.Wait(0.95)).ThenBy(outcome => outcome.Result.Policy.ToString(), StringComparer.Ordinal)],
            Best = best,
            Choice = choice,
            Foresight = choice.Bound is { } bound ? bound.Cost * Factor(choice.Best) : null,
            Yardstick = whole && kinds is null ? Yardstick(of, goal, optimizer.Replications) : null,
            Flips = whole ? BreakEvenTable.Flips(optimizer, of.Demand, goal, space, seed, Rates) : [],
        };
    }

    /// <summary>Groupings of tasks into queues that would cost less than the choices for the queues as they are, those that save most first.</summary>
    /// <param name="studies">The queues as they are.</param>
    public IReadOnlyList<Regrouping> Regroupings(IReadOnlyList<QueueStudy> studies)
    {
        ArgumentNullException.ThrowIfNull(studies);
        var choices = studies.Select(study => study.Choice).ToList();
        var grouping = new QueueGrouping(new PolicyOptimizer(terms, seed) { RulesOut = true });
        var splits = choices.Select(grouping.Split).OfType<QueueSplit>().Select(split => new Regrouping(
            [split.Queue], [Part(split.ShortTasks, split.Staying), Part(split.LongTasks, split.Leaving)], InMonth(split.Saving, split.Staying.Best)));
        var merges = grouping.Merges(choices).Select(merge => new Regrouping(merge.Queues, [Part([], merge.Choice)], InMonth(merge.Saving, merge.Choice.Best)));
        return [.. splits.Concat(merges).Where(found => found.Saving >= LeastSaving).OrderByDescending(found => found.Saving).ThenBy(found => string.Join('+', found.Queues), StringComparer.Ordinal)];

        RegroupedQueue Part(IReadOnlyList<string> tasks, QueueChoice choice) => new(tasks, choice.Best, InMonth(choice.Best.Cost, choice.Best));
    }

    /// <summary>What a bound of a policy file asks of the optimizer.</summary>
    internal static QueueGoal GoalOf(WaitBounds bounds)
    {
        var share = (double)(bounds.FailureShare ?? UnstatedFailureShare);
        return new QueueGoal
        {
            P50Seconds = (double?)bounds.P50Seconds,
            P95Seconds = (double?)bounds.P95Seconds,
            P99Seconds = (double?)bounds.P99Seconds,
            DeadlineSeconds = (double?)bounds.DeadlineSeconds,
            LateShare = share,
            FailureShare = share,
        };
    }

    /// <summary>An amount over the replayed history as one in the month.</summary>
    internal Usd InMonth(Usd amount, ReplayResult result) => amount * Factor(result);

    // The paper's jobs have a deadline: the stated one, or else the end of the longest task when it starts as late as it may.
    private PolicyOutcome? Yardstick(QueueCase of, QueueGoal goal, int replications)
    {
        if (!of.Interruptible || of.Shape.Concurrency > 1 || of.Demand.Count == 0) return null;
        var latestEnd = (goal.P99Seconds ?? goal.P95Seconds ?? goal.P50Seconds) + (of.Demand.LongestMicros / (double)Micros.PerSecond);
        if ((goal.DeadlineSeconds ?? latestEnd) is not { } deadline) return null;
        var policy = new UniformProgressPolicy { Shape = of.Shape, DeadlineSeconds = deadline };
        return Outcome(new Replayer(terms with { DeadlineSeconds = deadline }, seed).Replay(of.Demand, policy, replications), of.Bounds, goal);
    }

    private decimal Factor(ReplayResult result) => result.HorizonSeconds == 0 ? 0 : (decimal)((double)month.Value * 3600 / result.HorizonSeconds);

    private PolicyOutcome Outcome(ReplayResult result, WaitBounds bounds, QueueGoal goal) =>
        new(result, InMonth(result.Cost, result), InMonth(result.CostLow, result), InMonth(result.CostHigh, result), goal.Violation(result) == 0 ? [] : Breaches(result, bounds, goal));

    private static IReadOnlyList<string> Breaches(ReplayResult result, WaitBounds bounds, QueueGoal goal)
    {
        List<string> found = [];
        Wait("p50", 0.5, bounds.P50Seconds);
        Wait("p95", 0.95, bounds.P95Seconds);
        Wait("p99", 0.99, bounds.P99Seconds);
        Share("late", bounds.DeadlineSeconds is null ? 0 : result.LateShare, goal.LateShare);
        Share("given up", result.FailureShare, goal.FailureShare);
        return found;

        void Wait(string name, double share, decimal? bound)
        {
            if (bound is { } most && result.Wait(share) is { } wait && wait > (double)most) found.Add(Invariant($"{name} wait {wait:0.#} s, {most:0.###} s allowed"));
        }

        void Share(string what, double share, double bound)
        {
            if (share > bound) found.Add(Invariant($"{share:P2} {what}, {bound:P2} allowed"));
        }
    }
}
