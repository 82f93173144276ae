namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Decides whether pods fit on given nodes, by trying every placement that is not the mirror of another one.</summary>
internal sealed class ExactPlacement
{
    private readonly PackingModel _model;
    private readonly List<int> _nodes;
    private readonly int[] _shapes;
    private readonly int[] _counts;
    private readonly Load[] _rest;
    private readonly Load[] _free;
    private readonly int[,] _placed;
    private int _budget;

    private ExactPlacement(PackingModel model, int[] counts, List<int> nodes, int budget)
    {
        _model = model;
        _nodes = nodes;
        _counts = counts;
        _budget = budget;
        var total = model.Total(counts);
        _shapes = [.. Enumerable.Range(0, counts.Length).Where(s => counts[s] > 0)
            .OrderByDescending(s => Math.Max(
                model.Shapes[s].Cpu / (double)Math.Max(total.Cpu, 1), model.Shapes[s].Memory / (double)Math.Max(total.Memory, 1)))];
        _rest = new Load[_shapes.Length + 1];
        for (var i = _shapes.Length - 1; i >= 0; i--) _rest[i] = _rest[i + 1].Plus(model.Shapes[_shapes[i]], counts[_shapes[i]]);
        _free = [.. nodes.Select(k => model.Candidates[k].Room)];
        _placed = new int[nodes.Count, _shapes.Length];
    }

    /// <summary>Looks for a placement.</summary>
    /// <param name="model">Pods and candidates.</param>
    /// <param name="counts">Pods of each shape.</param>
    /// <param name="nodes">Candidates, sorted.</param>
    /// <param name="budget">Steps.</param>
    /// <param name="plan">The nodes with their pods, or null.</param>
    /// <returns>Whether the pods fit, or null when the steps ran out before that was known.</returns>
    public static bool? Fits(PackingModel model, int[] counts, List<int> nodes, int budget, out List<PackedNode>? plan)
    {
        var search = new ExactPlacement(model, counts, nodes, budget);
        var found = search.Place(0, 0, 0);
        plan = found ? search.Plan() : null;
        return found ? true : search._budget < 0 ? null : false;
    }

    private bool Place(int depth, int node, int done)
    {
        if (depth == _shapes.Length) return true;
        var shape = _model.Shapes[_shapes[depth]];
        var left = _counts[_shapes[depth]] - done;
        if (left == 0) return !Overfull(depth + 1) && Place(depth + 1, 0, 0);
        if (node == _nodes.Count || --_budget < 0) return false;
        var most = Math.Min(_free[node].Fit(shape), left);
        // Two nodes of a kind that hold the same so far are mirrors: the later one gets no more than the earlier one.
        if (node > 0 && Mirrors(node, depth)) most = Math.Min(most, _placed[node - 1, depth]);
        for (var count = most; count >= 0 && _budget >= 0; count--)
        {
            _placed[node, depth] = count;
            _free[node] = _free[node].Minus(shape, count);
            if (Place(depth, node + 1, done + count)) return true;
            _free[node] = _free[node].Plus(shape, count);
        }

        // A later mirror test must not read what was given up here.
        _placed[node, depth] = 0;
        return false;
    }

    private bool Mirrors(int node, int depth)
    {
        if (_nodes[node] != _nodes[node - 1]) return false;
        for (var d = 0; d < depth; d++)
        {
            if (_placed[node, d] != _placed[node - 1, d]) return false;
        }

        return true;
    }

    private bool Overfull(int depth)
    {
        var free = default(Load);
        foreach (var node in _free) free = new Load(free.Cpu + node.Cpu, free.Memory + node.Memory, free.Pods + node.Pods);
        return !free.Holds(_rest[depth]);
    }

    private List<PackedNode> Plan() =>
    [
        .. _nodes.Select((k, node) => new PackedNode(
            k, [.. _shapes.Select((s, depth) => new Stack(s, _placed[node, depth])).Where(stack => stack.Count > 0)])),
    ];
}
