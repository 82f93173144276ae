using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>A kind of policy over a grid of parameters; each axis is in an order that means something, such as from few workers to many.</summary>
public sealed class PolicyGrid
{
    private readonly Func<IReadOnlyList<int>, ReplayPolicy> make;

    /// <summary>A grid.</summary>
    /// <param name="kind">What its policies are.</param>
    /// <param name="lengths">Values on each axis; 1 or more.</param>
    /// <param name="make">The policy at a point, given as an index on each axis.</param>
    public PolicyGrid(string kind, IReadOnlyList<int> lengths, Func<IReadOnlyList<int>, ReplayPolicy> make)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.Any(length => length < 1)) throw new ArgumentException("an axis has a value", nameof(lengths));
        (Kind, Lengths, this.make) = (kind, lengths, make);
    }

    /// <summary>What its policies are.</summary>
    public string Kind { get; }

    /// <summary>Values on each axis.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>The policy at a point.</summary>
    public ReplayPolicy At(IReadOnlyList<int> point) => make(point);

    /// <summary>Every point.</summary>
    public IEnumerable<int[]> Points()
    {
        var point = new int[Lengths.Count];
        while (true)
        {
            yield return [.. point];
            var axis = point.Length - 1;
            while (axis >= 0 && point[axis] == Lengths[axis] - 1) point[axis--] = 0;
            if (axis < 0) yield break;
            point[axis]++;
        }
    }
}
