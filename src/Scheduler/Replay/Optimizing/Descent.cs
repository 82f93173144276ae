using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>Descends along the axes of a grid, from the best of several starts and then from the next best that lies elsewhere.</summary>
/// <param name="grid">The grid.</param>
/// <param name="judge">What policies are worth, in their order.</param>
internal sealed class Descent(PolicyGrid grid, Func<IEnumerable<ReplayPolicy>, IReadOnlyList<PolicyWorth>> judge)
{
    // Starts stand at these parts of each axis; the product is cut to those of a coarse grid of three values an axis.
    private static readonly double[] Parts = [0, 0.5, 1];
    private const int Descents = 3;

    public void Run()
    {
        var starts = new PolicyGrid(grid.Kind, [.. grid.Lengths.Select(length => Math.Min(length, Parts.Length))], grid.At).Points()
            .Select(coarse => coarse.Select((part, axis) => Spread(part, grid.Lengths[axis])).ToArray()).ToList();
        var judged = starts.Zip(judge(starts.Select(grid.At)), (point, worth) => (Point: point, Worth: worth)).OrderBy(start => start.Worth.AtBest).ToList();
        foreach (var start in judged.Take(Descents)) From(start.Point, start.Worth);
    }

    private static int Spread(int part, int length) => length <= Parts.Length ? part : (int)Math.Round(Parts[part] * (length - 1));

    // Along an axis one, two and four steps each way, all at once, so that every core has work.
    private void From(int[] point, PolicyWorth worth)
    {
        while (true)
        {
            var here = point;
            var neighbours = Enumerable.Range(0, here.Length)
                .SelectMany(axis => new[] { -4, -2, -1, 1, 2, 4 }.Select(step => (Axis: axis, To: here[axis] + step)))
                .Where(move => move.To >= 0 && move.To < grid.Lengths[move.Axis])
                .Select(move => here.Select((value, axis) => axis == move.Axis ? move.To : value).ToArray()).ToList();
            if (neighbours.Count == 0) return;
            var best = neighbours.Zip(judge(neighbours.Select(grid.At)), (next, worth) => (Point: next, Worth: worth)).MinBy(next => next.Worth);
            if (best.Worth.CompareTo(worth) >= 0) return;
            (point, worth) = best;
        }
    }
}
