using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>Queues that would cost less as one.</summary>
/// <param name="Queues">Their names.</param>
/// <param name="Choice">What serves them together, under the stricter of their goals.</param>
/// <param name="Saving">Over the history, against serving them apart.</param>
public sealed record QueueMerge(IReadOnlyList<string> Queues, QueueChoice Choice, Usd Saving);

/// <summary>A queue that would cost less in two.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="ShortTasks">Tasks that stay.</param>
/// <param name="LongTasks">Tasks that get a queue of their own.</param>
/// <param name="Staying">What serves those that stay.</param>
/// <param name="Leaving">What serves the others.</param>
/// <param name="Saving">Over the history.</param>
public sealed record QueueSplit(string Queue, IReadOnlyList<string> ShortTasks, IReadOnlyList<string> LongTasks, QueueChoice Staying, QueueChoice Leaving, Usd Saving);

/// <summary>Looks for queues that had better be one, and for tasks that had better leave their queue.</summary>
/// <param name="optimizer">Chooses for each grouping.</param>
public sealed class QueueGrouping(PolicyOptimizer optimizer)
{
    // Cuts at the widest gaps between mean runtimes; more cuts find little more and each costs two searches.
    private const int CutsTried = 3;

    /// <summary>Merges that save, one after the other, each the one that saves most: queues of one history whose choices have the same kind, out of the same shapes.</summary>
    public IReadOnlyList<QueueMerge> Merges(IReadOnlyList<QueueChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var groups = choices.Select(choice => (Names: (IReadOnlyList<string>)[choice.Demand.Name], Choice: choice)).ToList();
        List<QueueMerge> merges = [];
        while (true)
        {
            var best = (
                from one in Enumerable.Range(0, groups.Count)
                from other in Enumerable.Range(one + 1, groups.Count - one - 1)
                where Alike(groups[one].Choice, groups[other].Choice)
                let merge = Merge(groups[one], groups[other])
                where merge.Saving > Usd.Zero && (merge.Choice.KeepsGoal || !groups[one].Choice.KeepsGoal || !groups[other].Choice.KeepsGoal)
                orderby merge.Saving descending, one, other
                select (One: one, Other: other, Merge: merge)).FirstOrDefault();
            if (best.Merge is null) return merges;
            merges.RemoveAll(merge => merge.Queues.All(best.Merge.Queues.Contains));
            merges.Add(best.Merge);
            groups.RemoveAt(best.Other);
            groups[best.One] = (best.Merge.Queues, best.Merge.Choice);
        }
    }

    /// <summary>The split of a queue that saves most; null where none saves.</summary>
    /// <param name="choice">The queue as it is.</param>
    public QueueSplit? Split(QueueChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var demand = choice.Demand;
        var means = Means(demand);
        QueueSplit? best = null;
        var cuts = Enumerable.Range(1, Math.Max(0, means.Count - 1)).OrderByDescending(cut => means[cut].Mean / Math.Max(1, means[cut - 1].Mean)).ThenBy(cut => cut).Take(CutsTried);
        foreach (var cut in cuts)
        {
            var (stay, leave) = (Names(means.Take(cut)), Names(means.Skip(cut)));
            var staying = optimizer.Choose(demand.Of($"{demand.Name}-short", stay), choice.Goal, choice.Space);
            var leaving = optimizer.Choose(demand.Of($"{demand.Name}-long", leave), choice.Goal, choice.Space);
            var saving = choice.Best.Cost - staying.Best.Cost - leaving.Best.Cost;
            var isBetter = staying.KeepsGoal && leaving.KeepsGoal && (saving > Usd.Zero || !choice.KeepsGoal);
            if (isBetter && (best is null || saving > best.Saving)) best = new(demand.Name, [.. stay.Order(StringComparer.Ordinal)], [.. leave.Order(StringComparer.Ordinal)], staying, leaving, saving);
        }

        return best;

        HashSet<string> Names(IEnumerable<(int Task, double Mean)> tasks) => tasks.Select(task => demand.TaskNames[task.Task]).ToHashSet(StringComparer.Ordinal);
    }

    private static bool Alike(QueueChoice one, QueueChoice other) =>
        one.Best.Policy.Kind == other.Best.Policy.Kind && one.Space.Shapes.SequenceEqual(other.Space.Shapes) && one.Demand.TaskNames == other.Demand.TaskNames;

    private static List<(int Task, double Mean)> Means(QueueDemand demand)
    {
        var (count, work) = (new long[demand.TaskNames.Count], new long[demand.TaskNames.Count]);
        for (var row = 0; row < demand.Count; row++)
        {
            count[demand.TaskColumn[row]]++;
            work[demand.TaskColumn[row]] += demand.RuntimeColumn[row];
        }

        return [.. Enumerable.Range(0, count.Length).Where(task => count[task] > 0).Select(task => (Task: task, Mean: work[task] / (double)count[task])).OrderBy(task => task.Mean).ThenBy(task => task.Task)];
    }

    private QueueMerge Merge((IReadOnlyList<string> Names, QueueChoice Choice) one, (IReadOnlyList<string> Names, QueueChoice Choice) other)
    {
        IReadOnlyList<string> names = [.. one.Names, .. other.Names];
        var demand = QueueDemand.Merge(string.Join("+", names), one.Choice.Demand, other.Choice.Demand);
        var choice = optimizer.Choose(demand, QueueGoal.Stricter(one.Choice.Goal, other.Choice.Goal), one.Choice.Space with { AllowsSpot = one.Choice.Space.AllowsSpot && other.Choice.Space.AllowsSpot });
        return new(names, choice, one.Choice.Best.Cost + other.Choice.Best.Cost - choice.Best.Cost);
    }
}
